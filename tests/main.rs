//! Table of contents of the test binary.
