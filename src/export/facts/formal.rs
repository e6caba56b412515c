//! Motions and votes as data.

use super::{CountFacts, NamedVote, VoteFacts, name};
use crate::export::document::Words;
use crate::minutes::agenda::Item;
use crate::minutes::entry::Entry;
use crate::minutes::exempt::Copied;
use crate::minutes::formal::{Came, Cast, Fate, Manner, Vote, came_of};
use crate::minutes::meeting::Meeting;

/// A motion or a vote, however much is known of it.
pub(super) fn facts(meeting: &Copied, number: usize, item: &Item, entry: &Entry) -> VoteFacts {
    let motion = entry.motion();
    let vote = entry.vote();
    let result = match (motion, vote) {
        (Some(motion), _) => Some(came(came_of(meeting, entry.id, motion))),
        (None, Some(vote)) => Some(vote.outcome().into()),
        (None, None) => None,
    };
    let on = vote
        .and_then(|vote| vote.on)
        .or_else(|| motion.and_then(|motion| motion.amends));
    VoteFacts {
        entry: entry.id.0,
        item: number,
        item_title: Words::new(&item.outline.title),
        kind: entry.kind.into(),
        text: Words::new(&entry.text),
        recorded_at: entry.recorded_at,
        on: on.map(|id| id.0),
        en_bloc: vote.map_or_else(Vec::new, |vote| {
            vote.en_bloc.iter().map(|id| id.0).collect()
        }),
        mover: motion
            .and_then(|motion| motion.mover)
            .and_then(|person| name(meeting, person)),
        seconder: motion
            .and_then(|motion| motion.seconder)
            .and_then(|person| name(meeting, person)),
        result,
        manner: vote.map(|vote| vote.manner.key()),
        counts: vote.filter(|vote| vote.manner.is_counted()).map(counts),
        names: vote.map_or_else(Vec::new, |vote| names(meeting, vote)),
        casting: vote.and_then(|vote| vote.casting).map(Cast::name),
        exempt: meeting.is_exempt(entry.id),
    }
}

fn came(came: Came) -> &'static str {
    match came {
        Came::Open => "open",
        Came::Voted(outcome) => outcome.into(),
        Came::Settled(Fate::Withdrawn) => "withdrawn",
        Came::Settled(Fate::RuledOut) => "ruled-out",
        Came::Settled(Fate::NotSeconded) => "not-seconded",
        Came::Settled(Fate::Deferred(_)) => "deferred",
    }
}

fn counts(vote: &Vote) -> CountFacts {
    let counts = vote.counts();
    CountFacts {
        ayes: counts.in_favour,
        noes: counts.against,
        abstentions: counts.abstentions,
        not_voting: vote.silent(),
    }
}

fn names(meeting: &Meeting, vote: &Vote) -> Vec<NamedVote> {
    let votes = match &vote.manner {
        Manner::Named(votes) => votes,
        Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => &vote.asked,
    };
    votes
        .iter()
        .filter_map(|(person, cast)| {
            Some(NamedVote {
                name: name(meeting, *person)?,
                vote: cast.name(),
            })
        })
        .collect()
}
