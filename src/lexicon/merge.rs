//! Makes the trie of wordings a graph: nodes from which the same may follow become one.
//!
//! The alternatives of a wording share their ends, so that this makes the compiled database more than twice as small.

use super::trie::Node;
use std::collections::HashMap;

/// The same nodes, each kind once; the root stays the first.
pub(super) fn merge(nodes: Vec<Node>) -> Vec<Node> {
    // Whatever follows a node was made after it, so that going backwards its number is known.
    let mut became: Vec<u32> = vec![0; nodes.len()];
    let mut kept: Vec<Node> = vec![Node::default()];
    let mut known: HashMap<Node, u32> = HashMap::new();
    for (old, mut node) in nodes.into_iter().enumerate().rev() {
        let now = |n: u32| became.get(n as usize).copied().unwrap_or(0);
        node.edges.values_mut().for_each(|n| *n = now(*n));
        node.gap = now(node.gap);
        node.slot = now(node.slot);
        node.ends.sort_unstable();
        node.ends.dedup();
        if old == 0 {
            if let Some(root) = kept.first_mut() {
                *root = node;
            }
            break;
        }
        let fresh = kept.len() as u32;
        let number = *known.entry(node).or_insert_with_key(|node| {
            kept.push(node.clone());
            fresh
        });
        if let Some(place) = became.get_mut(old) {
            *place = number;
        }
    }
    kept
}
