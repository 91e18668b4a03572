//! What is served: an index that follows its commits, what guards it, and answers given before.

use super::figures::Figures;
use super::guard::Token;
use super::reply::Reply;
use crate::index::{IndexError, Live, Manifest};
use crate::link::Gap;
use crate::query::{ActionRow, Thesaurus, Vocabulary};
use jiff::civil::Date;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Longest time a question waits for its turn and is worked on, unless said otherwise.
const LONGEST: Duration = Duration::from_secs(10);
/// What answers take that are kept, in bytes.
const KEPT: u64 = 32 << 20;
/// As many answers as are likely to be kept then.
const ANSWERS: usize = 1000;

/// What is served.
pub struct Site {
    pub(super) live: Live,
    pub(super) thesaurus: Option<Arc<Thesaurus>>,
    pub(super) token: Option<Token>,
    pub(super) figures: Figures,
    /// Questions answered at a time; others wait.
    pub(super) places: Arc<Semaphore>,
    /// Longest time a question waits for its turn and is worked on.
    pub(super) longest: Duration,
    /// Answers by question, those given and those being worked out.
    pub(super) answers: Cache<String, Arc<Reply>, Bytes>,
    today: fn() -> Date,
    pub(super) vocabulary: OfCommit<Vocabulary>,
    pub(super) manifest: OfCommit<Manifest>,
    /// The actions as they stand on a day, without their histories.
    pub(super) board: OfCommit<Vec<ActionRow>>,
    /// What is missing or doubtful on a day.
    pub(super) gaps: OfCommit<Vec<Gap>>,
}

/// What is read once of a commit, when it is first asked for.
pub(super) struct OfCommit<T>(Mutex<Option<(String, Arc<T>)>>);

impl<T> Default for OfCommit<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> OfCommit<T> {
    /// What was read of `commit`, or is now; others who ask wait for it.
    pub(super) fn get<E>(&self, commit: &str, read: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((name, value)) = &*known
            && name == commit
        {
            return Ok(value.clone());
        }
        // What was read of the commit before makes room first.
        *known = None;
        let value = Arc::new(read()?);
        *known = Some((commit.to_owned(), value.clone()));
        Ok(value)
    }
}

/// What an answer takes with its question.
#[derive(Clone)]
pub(super) struct Bytes;

impl Weighter<String, Arc<Reply>> for Bytes {
    fn weight(&self, question: &String, reply: &Arc<Reply>) -> u64 {
        (size_of::<(String, Reply)>() + question.len() + reply.body.len()) as u64
    }
}

fn answers() -> Cache<String, Arc<Reply>, Bytes> {
    Cache::with_weighter(ANSWERS, KEPT, Bytes)
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
            longest: LONGEST,
            answers: answers(),
            today: || jiff::Zoned::now().date(),
            vocabulary: OfCommit::default(),
            manifest: OfCommit::default(),
            board: OfCommit::default(),
            gaps: OfCommit::default(),
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

    /// With another bound on the time of an answer.
    pub fn within(self, longest: Duration) -> Site {
        Site { longest, ..self }
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::reply::PLAIN;

    #[test]
    fn answers_are_kept_within_their_bound_whatever_their_length() {
        let answers = answers();
        for length in [0, 1 << 10, 100 << 10, 3 << 20, 64 << 20] {
            for number in 0..(2 * KEPT / (length as u64 + 100)).clamp(2, 500_000) {
                answers.insert(format!("{length}:{number}"), Arc::new(Reply::new(PLAIN, vec![b'x'; length])));
            }
            let taken: usize = answers.iter().map(|(question, reply)| question.len() + reply.body.len()).sum();
            assert!(taken as u64 <= KEPT && !answers.is_empty(), "{taken} bytes after answers of {length}");
        }
        assert!(answers.iter().all(|(_, reply)| reply.body.len() < 64 << 20));
    }
}
