//! Screens and what lies on top of them: one file each, with its state, its update and its view.
//!
//! `update` turns a command or typed text into changes, left on the [`Desk`]; `view` is a pure function
//! of what is held: no IO, no mutation.

pub mod actions;
pub mod agenda;
pub mod aligned;
pub mod bodies;
pub mod body_tree;
pub mod capture;
pub mod confirm;
pub mod desk;
pub mod diary;
pub mod draw;
mod en_bloc;
pub mod form;
pub mod formal_words;
pub mod help;
pub mod history;
pub mod import_review;
pub mod look_up;
pub mod loose_ends;
mod numbering;
pub mod outstanding;
pub mod palette;
pub mod picker;
pub mod register;
pub mod review;
pub mod roll;
pub mod rows;
pub mod sources;
pub mod text;
pub mod update_action;
pub mod vote;
pub mod writing;

#[cfg(test)]
pub(crate) mod rehearsal;
#[cfg(test)]
pub(crate) mod testing;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::ids::{EntryId, ItemId, Stamp};
use crate::store::protocol::{Answered, Reply};

use desk::Desk;

/// The whole of the terminal.
#[derive(Debug)]
pub enum Screen {
    /// Meetings by date.
    Diary(diary::Diary),
    /// A meeting being recorded, or read.
    Capture(Box<capture::Capture>),
    /// Bodies, members and people.
    Bodies(bodies::Bodies),
}

/// What lies on top.
#[derive(Debug)]
pub enum Overlay {
    /// Fields to fill in.
    Form(Box<form::Form>),
    /// A list to choose from.
    Picker(Box<picker::Picker>),
    /// A question with two answers.
    Confirm(confirm::Confirm),
    /// Commands by name.
    Palette(Box<palette::Palette>),
    /// The keys of where the clerk is.
    Help(help::Help),
    /// Who is there.
    Roll(roll::Roll),
    /// The agenda, to be changed.
    Agenda(Box<agenda::AgendaEditor>),
    /// What was asked for and minuted before.
    LookUp(Box<look_up::LookUp>),
    /// What is open at the close.
    LooseEnds(loose_ends::LooseEnds),
    /// Minutes as they will read.
    Review(Box<review::Review>),
    /// Which documents are to be written.
    WriteOut(Box<writing::WriteOut>),
    /// What can be said of an action.
    UpdateAction(Box<update_action::UpdateAction>),
    /// Which action is meant.
    PickAction(Box<update_action::pick::PickAction>),
    /// What an update of several actions will alter.
    Preview(Box<update_action::preview::Preview>),
    /// All actions in a table.
    Register(Box<register::Register>),
    /// All that became of an action.
    History(Box<history::History>),
    /// What earlier meetings left.
    WhatIsLeft(Box<outstanding::WhatIsLeft>),
    /// Who reports to whom.
    BodyTree(Box<body_tree::BodyTree>),
    /// A question that is put.
    TakeVote(Box<vote::TakeVote>),
    /// Which items are taken in one vote.
    EnBloc(en_bloc::EnBloc),
    /// What was read in a file, before it enters the register.
    ImportReview(Box<import_review::ImportReview>),
}

macro_rules! into {
    ($($from:ty => $to:ident::$variant:ident),+ $(,)?) => {
        $(impl From<$from> for $to {
            fn from(state: $from) -> Self {
                $to::$variant(state.into())
            }
        })+
    };
}

into! {
    diary::Diary => Screen::Diary,
    capture::Capture => Screen::Capture,
    bodies::Bodies => Screen::Bodies,
    form::Form => Overlay::Form,
    picker::Picker => Overlay::Picker,
    confirm::Confirm => Overlay::Confirm,
    palette::Palette => Overlay::Palette,
    help::Help => Overlay::Help,
    roll::Roll => Overlay::Roll,
    agenda::AgendaEditor => Overlay::Agenda,
    look_up::LookUp => Overlay::LookUp,
    loose_ends::LooseEnds => Overlay::LooseEnds,
    review::Review => Overlay::Review,
    writing::WriteOut => Overlay::WriteOut,
    update_action::UpdateAction => Overlay::UpdateAction,
    update_action::pick::PickAction => Overlay::PickAction,
    update_action::preview::Preview => Overlay::Preview,
    register::Register => Overlay::Register,
    history::History => Overlay::History,
    outstanding::WhatIsLeft => Overlay::WhatIsLeft,
    body_tree::BodyTree => Overlay::BodyTree,
    import_review::ImportReview => Overlay::ImportReview,
    vote::TakeVote => Overlay::TakeVote,
    en_bloc::EnBloc => Overlay::EnBloc,
}

/// What was answered by something that lay on top, to what lies below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A row of a list was chosen.
    Picked(picker::Purpose, usize),
    /// A question was answered with yes.
    Confirmed(confirm::Question),
    /// A form was filled in and what it was for has been done.
    Filled(form::Purpose),
    /// The clerk wants to be at an entry.
    GoToEntry(EntryId),
    /// The clerk wants to be at an item.
    GoToItem(ItemId),
    /// Words to be put in where the clerk types.
    Insert(String),
    /// The meeting was terminated.
    Closed,
}

/// Calls the same method on whatever variant it is.
macro_rules! each_screen {
    ($self:expr, $state:ident => $call:expr) => {
        match $self {
            Screen::Diary($state) => $call,
            Screen::Capture($state) => $call,
            Screen::Bodies($state) => $call,
        }
    };
}

macro_rules! each_overlay {
    ($self:expr, $state:ident => $call:expr) => {
        match $self {
            Overlay::Form($state) => $call,
            Overlay::Picker($state) => $call,
            Overlay::Confirm($state) => $call,
            Overlay::Palette($state) => $call,
            Overlay::Help($state) => $call,
            Overlay::Roll($state) => $call,
            Overlay::Agenda($state) => $call,
            Overlay::LookUp($state) => $call,
            Overlay::LooseEnds($state) => $call,
            Overlay::Review($state) => $call,
            Overlay::WriteOut($state) => $call,
            Overlay::UpdateAction($state) => $call,
            Overlay::PickAction($state) => $call,
            Overlay::Preview($state) => $call,
            Overlay::Register($state) => $call,
            Overlay::History($state) => $call,
            Overlay::WhatIsLeft($state) => $call,
            Overlay::BodyTree($state) => $call,
            Overlay::ImportReview($state) => $call,
            Overlay::TakeVote($state) => $call,
            Overlay::EnBloc($state) => $call,
        }
    };
}

impl Screen {
    /// The tables of the keymap that hold here, the first one first.
    pub fn contexts(&self, desk: &Desk) -> &'static [Context] {
        each_screen!(self, state => state.contexts(desk))
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        each_screen!(self, state => state.update(command, desk))
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        each_screen!(self, state => state.typed(letter, desk));
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        each_screen!(self, state => state.pasted(text, desk));
    }

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        each_screen!(self, state => state.answered(answer, desk));
    }

    /// Takes an answer of the store's that concerns the screen.
    pub fn replied(&mut self, reply: Reply, desk: &mut Desk) {
        each_screen!(self, state => state.replied(reply, desk));
    }

    /// Takes what was looked up, where it is for the screen.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        match self {
            Self::Capture(state) => state.looked_up(answer, desk),
            Self::Diary(_) | Self::Bodies(_) => {}
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        each_screen!(self, state => state.view(desk, frame, area));
    }
}

impl Overlay {
    /// The tables of the keymap that hold here, the first one first.
    pub fn contexts(&self, desk: &Desk) -> &'static [Context] {
        each_overlay!(self, state => state.contexts(desk))
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        each_overlay!(self, state => state.update(command, desk))
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        each_overlay!(self, state => state.typed(letter, desk));
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        each_overlay!(self, state => state.pasted(text, desk));
    }

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        each_overlay!(self, state => state.answered(answer, desk));
    }

    /// Takes what was looked up, where it is for this.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        match self {
            Self::WriteOut(state) => state.looked_up(answer, desk),
            Self::UpdateAction(state) => state.looked_up(answer, desk),
            Self::PickAction(state) => state.looked_up(answer, desk),
            Self::Register(state) => state.looked_up(answer, desk),
            Self::History(state) => state.looked_up(answer, desk),
            Self::WhatIsLeft(state) => state.looked_up(answer, desk),
            Self::BodyTree(state) => state.looked_up(answer),
            Self::LookUp(state) => state.looked_up(answer, desk),
            Self::ImportReview(state) => state.looked_up(answer, desk),
            Self::Preview(_)
            | Self::Form(_)
            | Self::Picker(_)
            | Self::Confirm(_)
            | Self::Palette(_)
            | Self::Help(_)
            | Self::Roll(_)
            | Self::Agenda(_)
            | Self::LooseEnds(_)
            | Self::TakeVote(_)
            | Self::EnBloc(_)
            | Self::Review(_) => {}
        }
    }

    /// Documents were written.
    pub fn written(&mut self, desk: &mut Desk) {
        if let Self::WriteOut(state) = self {
            state.written(desk);
        }
    }

    /// A folder was looked at.
    pub fn folder_seen(&mut self, looked: &writing::Looked) {
        if let Self::WriteOut(state) = self {
            state.folder_seen(looked.clone());
        }
    }

    /// Everything that was recorded is on disk: what was looked up may be out of date.
    pub fn saved(&mut self, desk: &mut Desk) {
        match self {
            Self::History(state) => state.saved(desk),
            Self::WhatIsLeft(state) => state.saved(desk),
            Self::BodyTree(state) => state.saved(desk),
            Self::Register(state) => state.saved(desk),
            Self::LookUp(state) => state.saved(desk),
            Self::UpdateAction(_)
            | Self::PickAction(_)
            | Self::Preview(_)
            | Self::Form(_)
            | Self::Picker(_)
            | Self::Confirm(_)
            | Self::Palette(_)
            | Self::Help(_)
            | Self::Roll(_)
            | Self::Agenda(_)
            | Self::LooseEnds(_)
            | Self::Review(_)
            | Self::WriteOut(_)
            | Self::TakeVote(_)
            | Self::EnBloc(_)
            | Self::ImportReview(_) => {}
        }
    }

    /// Whether keys pressed at `at` must wait for what is being looked up, because one before them does.
    pub fn waits(&self, at: Stamp) -> bool {
        match self {
            Self::LookUp(state) => state.waits(at),
            Self::Register(state) => state.waits(at),
            Self::UpdateAction(state) => state.waits(at),
            Self::PickAction(state) => state.waits(at),
            Self::Preview(_)
            | Self::Form(_)
            | Self::Picker(_)
            | Self::Confirm(_)
            | Self::Palette(_)
            | Self::Help(_)
            | Self::Roll(_)
            | Self::Agenda(_)
            | Self::LooseEnds(_)
            | Self::WhatIsLeft(_)
            | Self::BodyTree(_)
            | Self::History(_)
            | Self::Review(_)
            | Self::WriteOut(_)
            | Self::TakeVote(_)
            | Self::EnBloc(_)
            | Self::ImportReview(_) => false,
        }
    }

    /// Keys have waited long enough.
    pub fn give_up_waiting(&mut self) {
        match self {
            Self::LookUp(state) => state.give_up(),
            Self::Register(state) => state.give_up(),
            Self::UpdateAction(state) => state.give_up(),
            Self::PickAction(state) => state.give_up(),
            Self::Preview(_)
            | Self::Form(_)
            | Self::Picker(_)
            | Self::Confirm(_)
            | Self::Palette(_)
            | Self::Help(_)
            | Self::Roll(_)
            | Self::Agenda(_)
            | Self::LooseEnds(_)
            | Self::ImportReview(_)
            | Self::History(_)
            | Self::WhatIsLeft(_)
            | Self::BodyTree(_)
            | Self::TakeVote(_)
            | Self::EnBloc(_)
            | Self::Review(_)
            | Self::WriteOut(_) => {}
        }
    }

    /// Draws it over what is below.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        each_overlay!(self, state => state.view(desk, frame, area));
    }
}
