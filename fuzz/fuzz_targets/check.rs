#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| healthlint_fuzz::check(data));
