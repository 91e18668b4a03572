//! The web door: pages and an HTTP API over one index, the same results as on the command line.

mod api;
mod asked;
mod assets;
mod connections;
mod dossier;
mod figures;
mod guard;
mod link;
mod pages;
mod plot;
mod reply;
mod routes;
mod site;

pub use api::feed;
pub use dossier::dossier;
pub use guard::{Token, TokenError};
pub use routes::router;
pub use site::Site;

use connections::Bounds;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Why pages are not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it, and nothing says who may.
    #[error("{0} can be reached from other machines, and no token guards it")]
    Open(SocketAddr),
    /// The system does not give the address.
    #[error("{address}: {cause}")]
    Address {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
    /// The server failed.
    #[error("the server failed: {0}")]
    Server(#[from] io::Error),
}

/// Serves `site` at `address` until the process is told to end; `ready` is called with the address that is listened on.
pub fn serve(site: Site, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    if !address.ip().is_loopback() && !site.is_guarded() {
        return Err(ServeError::Open(address));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(|cause| ServeError::Address { address, cause })?;
        ready(listener.local_addr()?);
        connections::answer(listener, router(Arc::new(site)), Bounds::default(), asked_to_end()).await;
        Ok(())
    })
}

/// Waits until the user or the system asks the process to end.
async fn asked_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    // Without a signal to wait for, the process ends as the system ends it.
    let _ = interrupted.await;
}
