//! Figures about the server itself, as Prometheus reads them.

use super::site::Site;
use crate::query;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// Bounds of the time an answer takes, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0];

/// Answers by what was asked and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

/// Counts what was answered.
pub(super) struct Figures {
    registry: Registry,
    answered: Family<Answered, Counter>,
    seconds: Histogram,
    meetings: Gauge,
    passages: Gauge,
}

impl Default for Figures {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("minutebook");
        let answered = Family::default();
        let seconds = Histogram::new(BOUNDS);
        let (meetings, passages) = (Gauge::default(), Gauge::default());
        registry.register("requests", "Requests by route and status", answered.clone());
        registry.register_with_unit("answer", "Time to answer", Unit::Seconds, seconds.clone());
        registry.register("meetings", "Meetings in the index", meetings.clone());
        registry.register("passages", "Passages in the index", passages.clone());
        Self { registry, answered, seconds, meetings, passages }
    }
}

impl Figures {
    /// Notes an answer under `route`, which is a pattern and never what was typed.
    pub(super) fn note(&self, route: &str, status: u16, took: Duration) {
        self.answered.get_or_create(&Answered { route: route.to_owned(), status }).inc();
        self.seconds.observe(took.as_secs_f64());
    }
}

/// The figures of `site` as text.
pub(super) fn text(site: &Site) -> String {
    let figures = &site.figures;
    if let Ok(extent) = query::extent(&site.live.current().collection) {
        figures.meetings.set(i64::try_from(extent.meetings).unwrap_or(i64::MAX));
        figures.passages.set(i64::try_from(extent.passages).unwrap_or(i64::MAX));
    }
    let mut text = String::new();
    // Writing into memory does not fail.
    let _ = encode(&mut text, &figures.registry);
    text
}
