//! What is served: an index that follows its commits, what guards it, and answers given before.

use super::figures::Figures;
use super::guard::Token;
use super::reply::Reply;
use crate::index::{IndexError, Live};
use crate::query::{QueryError, Thesaurus, Vocabulary};
use jiff::civil::Date;
use lru::LruCache;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Answers that are kept.
const KEPT: NonZeroUsize = NonZeroUsize::new(256).expect("it is not zero");
/// Answers longer than this are not kept, in bytes.
const LONGEST_KEPT: usize = 128 << 10;

/// What is served.
pub struct Site {
    pub(super) live: Live,
    pub(super) thesaurus: Option<Arc<Thesaurus>>,
    pub(super) token: Option<Token>,
    pub(super) figures: Figures,
    /// Questions answered at a time; others wait.
    pub(super) places: Arc<Semaphore>,
    today: fn() -> Date,
    kept: Mutex<LruCache<String, Arc<Reply>>>,
    vocabulary: Mutex<Option<(Arc<str>, Arc<Vocabulary>)>>,
}

impl Site {
    /// The index in `directory`, open to all who reach it.
    pub fn open(directory: &Path) -> Result<Site, IndexError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Site {
            live: Live::open(directory)?,
            thesaurus: None,
            token: None,
            figures: Figures::default(),
            places: Arc::new(Semaphore::new(cores)),
            today: || jiff::Zoned::now().date(),
            kept: Mutex::new(LruCache::new(KEPT)),
            vocabulary: Mutex::new(None),
        })
    }

    /// With words that mean the same.
    pub fn with_thesaurus(self, thesaurus: Arc<Thesaurus>) -> Site {
        Site { thesaurus: Some(thesaurus), ..self }
    }

    /// Guarded by a token.
    pub fn with_token(self, token: Token) -> Site {
        Site { token: Some(token), ..self }
    }

    /// As of another day than that of the clock.
    pub fn on(self, today: fn() -> Date) -> Site {
        Site { today, ..self }
    }

    pub(super) fn is_guarded(&self) -> bool {
        self.token.is_some()
    }

    pub(super) fn today(&self) -> Date {
        (self.today)()
    }

    /// The answer given to this question before.
    pub(super) fn kept(&self, question: &str) -> Option<Arc<Reply>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
    }

    pub(super) fn keep(&self, question: String, reply: &Arc<Reply>) {
        if reply.body.len() <= LONGEST_KEPT {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(question, reply.clone());
        }
    }

    /// The vocabulary of the last commit, read when it is first asked for.
    pub(super) fn vocabulary(&self) -> Result<Arc<Vocabulary>, QueryError> {
        let opened = self.live.current();
        let mut known = self.vocabulary.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((commit, vocabulary)) = &*known
            && *commit == opened.commit
        {
            return Ok(vocabulary.clone());
        }
        let vocabulary = Arc::new(Vocabulary::of(&opened.collection)?);
        *known = Some((opened.commit, vocabulary.clone()));
        Ok(vocabulary)
    }
}
