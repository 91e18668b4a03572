//! Table of contents of the test binary.
mod samples;
