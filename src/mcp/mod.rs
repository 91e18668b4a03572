//! The door of assistants: search, who, actions, timeline, show and gaps as tools of the Model Context Protocol.

mod arguments;
mod tools;

use crate::index::Live;
use crate::query::Thesaurus;
use rmcp::ServiceExt;
use std::io;
use std::sync::Arc;
use tools::Tools;

/// Why the door cannot be kept open.
#[derive(Debug, thiserror::Error)]
pub enum McpError {
    /// The system gives no runtime.
    #[error("the server failed: {0}")]
    Runtime(#[from] io::Error),
    /// Whoever asked does not speak the protocol.
    #[error("the client does not speak the Model Context Protocol: {0}")]
    Protocol(String),
}

/// Answers on standard input and output until the client closes them; nothing can be changed through it.
pub fn serve(live: Live, thesaurus: Arc<Thesaurus>) -> Result<(), McpError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let tools = Tools::new(live, thesaurus);
        let running = tools.serve(rmcp::transport::stdio()).await;
        running.map_err(|cause| McpError::Protocol(cause.to_string()))?.waiting().await.map_err(io::Error::other)?;
        Ok(())
    });
    // A read of standard input that waits for more must not keep the process.
    runtime.shutdown_background();
    ended
}
