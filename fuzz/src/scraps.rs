//! Articles put together from pieces that mean something: each byte of the fuzzer's input picks one.

#[path = "../../tests/common/scraps.rs"]
mod pieces;

/// Words and comments that mean something to the database and to silences.
const WORDS: &[&str] = &[
    "Herpes can be cured with antibiotics. ",
    "herpes ",
    "back pain ",
    "is caused by ",
    "never causes ",
    "Myth: ",
    "and ",
    ", ",
    ". ",
    "Is it true that ",
    "20% of people ",
    "take .5 mg q.d. ",
    "[caption id=\"a\"]",
    "[/caption]",
    "{{% notice %}}",
    "{{% /notice %}}",
    "{% raw %}",
    "{% endraw %}",
    "<!-- wp:paragraph -->",
    "<!-- /wp:paragraph -->",
    "\n\n<!-- healthlint-ignore herpes/* -- because -->\n\n",
    "\n\n<!-- healthlint-ignore-start herpes/* until 2099-01-01 -- because -->\n\n",
    "\n\n<!-- healthlint-ignore-end -->\n\n",
    "\n\n<!-- healthlint-ignore-file nerve-pain/* -- because -->\n\n",
    "{{< comment >}}healthlint-ignore herpes/*{{< /comment >}}",
    "{# healthlint-ignore herpes/* -- x #}",
    "healthlint-disable",
    "until 2020-02-30",
    " -- ",
];

/// The article that these bytes stand for.
pub(crate) fn put_together(data: &[u8]) -> String {
    let all = pieces::SCRAPS.len() + WORDS.len();
    let piece = |number: usize| pieces::SCRAPS.get(number).or_else(|| WORDS.get(number - pieces::SCRAPS.len()));
    data.iter().filter_map(|byte| piece(usize::from(*byte) % all)).copied().collect()
}
