//! Days and months as pages write them.

use crate::document::Pattern;

/// A day, or a month without one, as `2026-11-20` or `2026-11`; ordered by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Date(pub(in super::super) String);

static WRITTEN: Pattern = Pattern::new(
    r"(?x)\b(?: (?P<y>[12][0-9]{3})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>[0-3][0-9]))?
      | (?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?\ (?P<n2>[A-Z][a-z]{2,8})\.?,?\ (?P<y2>[12][0-9]{3})
      | (?P<n3>[A-Z][a-z]{2,8})\.?\ (?:(?P<d3>[0-3]?[0-9])(?:st|nd|rd|th)?,?\ )?(?P<y3>[12][0-9]{3})
      | (?P<a4>[0-3]?[0-9])[/.](?P<b4>[0-3]?[0-9])[/.](?P<y4>[12][0-9]{3}) )(?:\b|T)",
);

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Date {
    /// The first date of a text.
    pub(in super::super) fn find(text: &str) -> Option<Self> {
        let year = ["y", "y2", "y3", "y4"].iter().find_map(|name| WRITTEN.group(text, name))?;
        let month = ["n2", "n3"].iter().find_map(|name| WRITTEN.group(text, name));
        let month = match (month, WRITTEN.group(text, "m"), WRITTEN.group(text, "a4"), WRITTEN.group(text, "b4")) {
            (Some(name), ..) => month_of(name)?,
            (None, Some(number), ..) => number.parse().ok()?,
            // "3/12/2024" has two readings; the later month is the friendlier one.
            (None, None, Some(one), Some(other)) => {
                let (one, other): (u32, u32) = (one.parse().ok()?, other.parse().ok()?);
                [one, other].into_iter().filter(|month| (1..=12).contains(month)).max()?
            }
            _ => return None,
        };
        let day = ["d", "d2", "d3"].iter().find_map(|name| WRITTEN.group(text, name));
        let day = day.and_then(|day| day.parse::<u32>().ok()).map_or_else(String::new, |day| format!("-{day:02}"));
        Some(Self(format!("{year}-{month:02}{day}")))
    }

    /// The date that is all a line says.
    pub(super) fn alone(line: &str) -> Option<Self> {
        let place = WRITTEN.find(line)?;
        let rest = line.len() - place.len();
        (rest < 12 && line.get(..place.start).is_some_and(|before| before.len() < 6)).then(|| Self::find(line))?
    }
}

fn month_of(name: &str) -> Option<u32> {
    let short = name.get(..3)?.to_lowercase();
    let number = MONTHS.iter().position(|month| *month == short)?;
    u32::try_from(number + 1).ok()
}

/// The same date some years later, as text that compares with dates.
pub(in super::super) fn years_after(date: &Date, years: u32) -> Option<String> {
    let (year, rest) = date.0.split_once('-')?;
    // A month without a day counts to its end.
    let end = if rest.len() == 2 { "-31" } else { "" };
    Some(format!("{:04}-{rest}{end}", year.parse::<u32>().ok()? + years))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for (text, date) in [
            ("Last reviewed: 2024-05-03", "2024-05-03"),
            ("Updated on 3 May 2024.", "2024-05-03"),
            ("Published May 3rd, 2024 by", "2024-05-03"),
            ("Reviewed Sept. 2023", "2023-09"),
            ("date: 2024-05-03T10:00:00Z", "2024-05-03"),
            ("13/05/2024", "2024-05"),
        ] {
            assert_eq!(Date::find(text), Some(Date(date.to_owned())), "{text}");
        }
        assert_eq!(Date::find("In the 1980s, 2000 people"), None);
        assert_eq!(Date::find("People 2024 times"), None);
    }

    #[test]
    fn only_a_line_of_a_date_is_a_date_line() {
        assert!(Date::alone("May 3, 2024").is_some() && Date::alone("12 March 2020 |").is_some());
        assert!(Date::alone("In May 2024 the guideline was changed.").is_none());
    }
}
