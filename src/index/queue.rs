//! Documents on their way into the engine: whoever brings more waits until those before have been taken in.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use tantivy::TantivyDocument;
use tantivy::schema::Document;

/// Documents that may wait at a time; the engine itself would let thousands of files wait.
const MOST: usize = 4_000;

/// How long one waits at most.
const PATIENCE: Duration = Duration::from_secs(30);

/// The line in front of the engine.
#[derive(Default)]
pub(super) struct Queue(Arc<Line>);

#[derive(Default)]
struct Line {
    waiting: Mutex<usize>,
    taken: Condvar,
}

/// A document in the line, which it leaves when the engine has taken it in and drops it.
pub(super) struct Queued {
    document: TantivyDocument,
    line: Arc<Line>,
}

impl Queue {
    /// Lines the documents up, all of them together.
    pub(super) fn line_up(&self, documents: Vec<TantivyDocument>) -> Vec<Queued> {
        let waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // An engine that takes nothing in for so long tells why when it is given more.
        let may_come = self.0.taken.wait_timeout_while(waiting, PATIENCE, |waiting| *waiting >= MOST);
        *may_come.unwrap_or_else(PoisonError::into_inner).0 += documents.len();
        documents.into_iter().map(|document| Queued { document, line: Arc::clone(&self.0) }).collect()
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        let mut waiting = self.line.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting -= 1;
        // Nobody waits while there is room; to wake nobody costs a call of the system all the same.
        if *waiting == MOST - 1 {
            self.line.taken.notify_all();
        }
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_brings_more_waits_until_others_are_taken_in() {
        let queue = Arc::new(Queue::default());
        let first = queue.line_up(vec![TantivyDocument::default(); MOST]);
        let later = std::thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.line_up(vec![TantivyDocument::default()]).len()
        });
        std::thread::sleep(Duration::from_millis(50));
        assert!(!later.is_finished());
        drop(first);
        assert_eq!(later.join().unwrap(), 1);
    }
}
