//! The date of a run: given, or the day it is.

use std::time::{SystemTime, UNIX_EPOCH};

/// The date that was typed, or today's in UTC, as `2026-11-20`.
pub(in crate::commands) fn or_today(typed: Option<&str>) -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_secs());
    typed.map_or_else(|| written(seconds / 86_400), str::to_owned)
}

/// The same day some years later; the 29th of February becomes the 28th.
pub(in crate::commands) fn years_later(date: &str, years: u32) -> String {
    let Some((year, rest)) = date.split_once('-') else { return date.to_owned() };
    let year = year.parse::<u32>().map_or(0, |year| year + years);
    format!("{year:04}-{}", if rest == "02-29" { "02-28" } else { rest })
}

/// A day counted from the first of January 1970, in the calendar of today.
fn written(days: u64) -> String {
    // Years begin in March here, so that the odd day comes last.
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_and_leap_days_are_kept() {
        assert_eq!(written(0), "1970-01-01");
        assert_eq!(written(19_782), "2024-02-29");
        assert_eq!(written(20_777), "2026-11-20");
        assert_eq!(years_later("2024-02-29", 2), "2026-02-28");
    }
}
