//! The query language: a text is read or refused at its place, and what is read is printed as it reads.

#![no_main]

use minutebook::query::parse;

libfuzzer_sys::fuzz_target!(|query: &str| {
    match parse(query) {
        Ok(node) => {
            let printed = node.to_string();
            // What is printed has escapes, and may be too long where what was typed was not.
            if printed.len() <= query.len().max(1000) && printed.len() < 10_000 {
                assert_eq!(parse(&printed).as_ref(), Ok(&node), "printed as {printed}");
            }
        }
        Err(complaint) => {
            assert!(complaint.span.end <= query.len());
            assert!(complaint.to_string().len() < 4000);
        }
    }
});
