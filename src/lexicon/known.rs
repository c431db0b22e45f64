//! Terms that the program itself speaks of.

use super::{Lexicon, TermId};
use serde::{Deserialize, Serialize};

/// One field for each term, and its id; a lexicon need not have them all.
macro_rules! known {
    ($($name:ident => $id:literal,)*) => {
        /// Terms that the program itself speaks of, looked up once.
        #[derive(Debug, Clone, Default, Serialize, Deserialize)]
        pub struct Known { $(#[doc = concat!("The term `", $id, "`.")] pub $name: Option<TermId>,)* }

        impl Known {
            /// Looks them up in a lexicon.
            pub(super) fn new(lexicon: &Lexicon) -> Self {
                Self { $($name: lexicon.term($id),)* }
            }
        }
    };
}

known! {
    recommend => "adv:recommend",
    against => "adv:against",
    unneeded => "adv:unneeded",
    offers => "adv:offers",
    condemned => "adv:condemned",
    rejected => "adv:rejected",
    praise => "adv:praise",
    lesson => "adv:lesson",
    type_of => "rel:type-of",
    treats => "rel:treats",
    relieves => "rel:relieves",
    prevents => "rel:prevents",
    cures => "rel:cures",
    disease => "kind:disease",
    drug => "kind:drug",
    pathogen => "kind:pathogen",
    food => "kind:food",
    in_age => "who:in-age",
    no_evidence => "negation-evidence",
    lacks_evidence => "evidence-lacking",
}
