//! `minutebook serve`: the web door, opened.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::Terminal;
use crate::serve::{ServeError, Site, Token, TokenError, serve};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Serve pages and an HTTP API over the index, for browsers and programs on this machine
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(
        long,
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS",
        env = "MINUTEBOOK_BIND",
        hide_env_values = true
    )]
    bind: SocketAddr,
    /// File whose first line whoever asks has to know; without it, only this machine is listened to
    #[arg(long, value_name = "FILE")]
    token: Option<PathBuf>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let token = arguments.token.as_deref().map(Token::read).transpose()?;
    // Built first where there is none yet.
    drop(settings.collection(terminal)?);
    let mut site = Site::open(&settings.index)?.with_thesaurus(Arc::new(settings.thesaurus()?));
    let is_guarded = token.is_some();
    if let Some(token) = token {
        site = site.with_token(token);
    }
    serve(site, arguments.bind, |address| {
        let who = if is_guarded { "for whoever has the token" } else { "for this machine only" };
        terminal.note(&format!("listening on http://{address}/ {who}; end with Ctrl-C"));
    })?;
    Ok(Outcome::Done)
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Failure::new(error.to_string(), "make one: head -c 24 /dev/urandom | base64 > token")
    }
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        let message = error.to_string();
        match error {
            ServeError::Open(_) => {
                Failure::new(message, "name a file with a token by --token FILE, or listen on 127.0.0.1")
            }
            ServeError::Address { .. } => Failure::new(message, "choose another address or port with --bind"),
            ServeError::Server(_) => Failure::Error { message, hint: None },
        }
    }
}
