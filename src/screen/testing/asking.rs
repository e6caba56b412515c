//! Looking up in the store in memory: plainly, by going through everything, so that screens can be tried.
//!
//! It knows prefixes of words and nothing else: how well things are found is the store's own business, and tested there.

use crate::minutes::action::{Dated, Standing};
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Entry, Status};
use crate::minutes::ids::EntryKey;
use crate::minutes::meeting::Meeting;
use crate::store::protocol::{
    ActionHistory, ActionList, ActionState, Answered, Counts, Found, HistoryStep, Hit, Outstanding,
    Question, TakenIn,
};

use super::Memory;

pub(super) fn answer(memory: &Memory, question: &Question) -> Answered {
    match question {
        Question::LookUp(asked) => {
            let mut hits: Vec<Hit> = all(memory)
                .into_iter()
                .filter(|hit| fits(hit, &asked.text))
                .collect();
            // No words: what this body has to do.
            if asked.text.trim().is_empty() {
                hits.retain(|hit| is_open(hit) && Some(hit.body) == asked.here);
            }
            hits.sort_by_key(|hit| {
                let elsewhere = asked.here.is_some_and(|here| here != hit.body);
                (hit.action.is_none(), elsewhere)
            });
            Answered::Found(Found {
                serial: asked.serial,
                more: hits.len() > asked.limit,
                hits: hits.into_iter().take(asked.limit).collect(),
                remarks: Vec::new(),
            })
        }
        Question::Actions(asked) => {
            let rows: Vec<Hit> = actions(memory)
                .into_iter()
                .filter(|hit| asked.body.is_none_or(|body| body == hit.body))
                .filter(|hit| fits(hit, &asked.text))
                .collect();
            let count = |fits: &dyn Fn(&Standing) -> bool| {
                rows.iter()
                    .filter(|hit| hit.action.as_ref().is_some_and(|it| fits(&it.standing)))
                    .count() as u64
            };
            let counts = Counts {
                all: rows.len() as u64,
                open: count(&|it| it.status == Status::Open),
                overdue: count(&|it| it.is_overdue(asked.today)),
                complete: count(&|it| it.status == Status::Complete),
            };
            Answered::Actions(ActionList {
                serial: asked.serial,
                rows: rows
                    .into_iter()
                    .skip(asked.skip)
                    .take(asked.limit)
                    .collect(),
                counts,
            })
        }
        Question::History(action) => Answered::History(Box::new(ActionHistory {
            action: *action,
            hit: all(memory)
                .into_iter()
                .find(|hit| key(hit) == Some(*action)),
            steps: steps(memory, *action),
        })),
        Question::Outstanding(asked) => {
            let open: Vec<Hit> = actions(memory).into_iter().filter(is_open).collect();
            let of = |fits: &dyn Fn(&Hit) -> bool| {
                open.iter().filter(|hit| fits(hit)).cloned().collect()
            };
            let state = |hit: &Hit| hit.action.clone();
            Answered::Outstanding(Box::new(Outstanding {
                asked: asked.clone(),
                actions: of(&|hit| hit.body == asked.body && hit.meeting != asked.meeting),
                to_report: of(&|hit| {
                    state(hit)
                        .and_then(|it| it.standing.report_back)
                        .is_some_and(|to| to.body == asked.body)
                }),
                addressed: of(&|hit| {
                    hit.body != asked.body
                        && state(hit).is_some_and(|it| {
                            let to = it.agreed.report_to.and_then(|party| party.body);
                            let owner = |owner: &crate::minutes::entry::Owner| {
                                owner.body == Some(asked.body)
                            };
                            to == Some(asked.body) || it.standing.owners.iter().any(owner)
                        })
                }),
                topics: Vec::new(),
            }))
        }
        Question::TakenIn(asked) => Answered::TakenIn(TakenIn {
            serial: asked.serial,
            meetings: memory
                .meetings
                .values()
                .map(|(meeting, _)| meeting)
                .filter(|meeting| {
                    let source = meeting.source.as_ref();
                    !meeting.sitting.withdrawn
                        && source.is_some_and(|source| source.sha256 == asked.sha256)
                })
                .map(|meeting| meeting.id)
                .collect(),
            last_actions: asked.references.iter().map(|_| 0).collect(),
        }),
        Question::Like(asked) => Answered::Like(Found {
            serial: asked.serial,
            hits: actions(memory)
                .into_iter()
                .filter(|hit| is_open(hit) && hit.text == asked.text && key(hit) != asked.not)
                .collect(),
            ..Found::default()
        }),
    }
}

fn key(hit: &Hit) -> Option<EntryKey> {
    let meeting = hit.meeting;
    hit.entry.map(|entry| EntryKey { meeting, entry })
}

fn is_open(hit: &Hit) -> bool {
    let status = hit.action.as_ref().map(|it| it.standing.status);
    status == Some(Status::Open)
}

fn fits(hit: &Hit, text: &str) -> bool {
    let there = format!("{} {}", hit.text, hit.title).to_lowercase();
    text.to_lowercase().split_whitespace().all(|word| {
        there
            .split_whitespace()
            .any(|other| other.starts_with(word))
    })
}

fn all(memory: &Memory) -> Vec<Hit> {
    let meetings = memory.meetings.values().map(|(meeting, _)| meeting);
    meetings
        .flat_map(|meeting| {
            meeting
                .entries()
                .map(|(item, entry)| of(memory, meeting, item, entry))
        })
        .collect()
}

fn actions(memory: &Memory) -> Vec<Hit> {
    all(memory)
        .into_iter()
        .filter(|hit| hit.action.is_some())
        .collect()
}

fn of(memory: &Memory, meeting: &Meeting, item: &Item, entry: &Entry) -> Hit {
    let action = EntryKey {
        meeting: meeting.id,
        entry: entry.id,
    };
    Hit {
        meeting: meeting.id,
        item: item.id,
        entry: Some(entry.id),
        kind: Some(entry.kind),
        text: entry.text.clone(),
        marked: Vec::new(),
        body: meeting.head.body.id,
        body_name: meeting.head.body.name.clone(),
        date: meeting.head.date,
        place: meeting.place_of(item.id).unwrap_or_default(),
        title: item.outline.title.clone(),
        action: entry.action().map(|agreed| {
            Box::new(ActionState {
                reference: agreed.reference.clone(),
                standing: Standing::of(agreed, reported(memory, action)),
                recommendation: agreed.is_recommendation(),
                agreed: agreed.clone(),
            })
        }),
    }
}

fn reported(memory: &Memory, action: EntryKey) -> Vec<Dated> {
    let meetings = memory.meetings.values();
    meetings
        .flat_map(|(meeting, _)| meeting.reported_of(action))
        .collect()
}

fn steps(memory: &Memory, action: EntryKey) -> Vec<HistoryStep> {
    let kept = memory
        .meetings
        .get(&action.meeting)
        .and_then(|(meeting, _)| meeting.entry(action.entry)?.2.action().cloned())
        .map(|action| action.updates)
        .unwrap_or_default();
    let mut steps: Vec<HistoryStep> = kept
        .into_iter()
        .map(|dated| HistoryStep { dated, told: None })
        .collect();
    for (meeting, _) in memory.meetings.values() {
        for (item, entry) in meeting.entries() {
            if let Some(reported) = entry.reported().filter(|it| it.action == action) {
                steps.push(HistoryStep {
                    dated: Dated {
                        at: entry.recorded_at,
                        update: reported.update.clone(),
                    },
                    told: Some(of(memory, meeting, item, entry)),
                });
            }
        }
    }
    steps.sort_by_key(|step| step.dated.at);
    steps
}
