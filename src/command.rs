//! Everything that a clerk can ask for by a key or from the palette.
//!
//! A variant's doc comment is its help text wherever the program shows one: the help screen, the palette, the
//! table of keys. A variant's name in kebab-case is what a keymap file calls it. What a command does is not said
//! here: each screen decides what it makes of the commands that it knows, and leaves the others alone.

use strum::{EnumIter, EnumMessage, EnumString, IntoEnumIterator, IntoStaticStr};

/// Something that a clerk can ask for.
///
/// The order is the order in which help and tables list them.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Command {
    // Everywhere.
    /// Show the keys that work here
    Help,
    /// Find a command by typing a few of its letters
    Palette,
    /// Close what is on top, or come back to the current item
    Cancel,
    /// Undo the last change to the record
    UndoRecord,
    /// Make the change to the record that was undone
    RedoRecord,
    /// Draw the screen afresh
    Redraw,
    /// Leave the program; everything written is kept
    Quit,

    // Text.
    /// Move one letter left
    Left,
    /// Move one letter right
    Right,
    /// Move one word left
    WordLeft,
    /// Move one word right
    WordRight,
    /// Move to the last letter of the word
    WordEnd,
    /// Move to the start of the line
    LineStart,
    /// Move to the end of the line
    LineEnd,
    /// Move one row up; from the top row, into the earlier entries
    Up,
    /// Move one row down
    Down,
    /// Move to the start of the text
    TextStart,
    /// Move to the end of the text
    TextEnd,
    /// Delete the letter before the cursor
    DeleteLeft,
    /// Delete the letter at the cursor
    DeleteRight,
    /// Delete the word before the cursor
    DeleteWordLeft,
    /// Delete the word after the cursor
    DeleteWordRight,
    /// Cut everything before the cursor on this row
    KillToStart,
    /// Cut everything after the cursor on this row
    KillToEnd,
    /// Cut the whole row
    KillLine,
    /// Put back what was last cut
    Yank,
    /// Swap what was just put back for what was cut before it
    YankPop,
    /// Undo the last typing, or else the last change to the record
    UndoTyping,
    /// Type again what was undone
    RedoTyping,
    /// Begin a new row in a field of several rows
    NewLine,
    /// Stop typing: letters become commands
    NormalMode,
    /// Type at the cursor
    InsertMode,
    /// Type after the cursor
    AppendMode,
    /// Type at the start of the line
    InsertAtStart,
    /// Type at the end of the line
    AppendAtEnd,
    /// Delete to the end of the word and type
    ChangeWord,
    /// Delete to the end of the row and type
    ChangeToEnd,
    /// Delete the whole row and type
    ChangeLine,

    // Entry line.
    /// Record the line as an entry
    RecordEntry,
    /// Complete the name, phrase or abbreviation before the cursor
    Complete,
    /// Go back to the completion offered before
    CompletePrevious,
    /// Make the line the next kind of entry: action, decision …
    NextKind,
    /// Choose the kind of entry from a list
    ChooseKind,
    /// Insert the text prepared for this item
    InsertPrepared,
    /// Record all that is left of the text prepared for this item
    RecordPrepared,
    /// Insert the sentence that welcomes the item's guests
    WelcomeGuests,
    /// Insert the sentence that thanks the item's guests
    ThankGuests,
    /// Pick a stock phrase from a list
    StockPhrase,
    /// End the list of points that a lead-in began
    LeaveList,
    /// Step up into the entries already recorded
    EarlierEntry,

    // Meeting.
    /// Start the meeting and stamp the time
    StartMeeting,
    /// Adjourn the meeting, or resume it
    AdjournOrResume,
    /// Close the meeting, with its loose ends gathered first
    CloseMeeting,
    /// Put the next item on the agenda and stamp the time
    PutNextItem,
    /// Put the item that is being looked at
    PutItem,
    /// Go to an item by its number or a word of its title
    GoToItem,
    /// Look at the next item; nothing is put
    LookNextItem,
    /// Look at the previous item; nothing is put
    LookPreviousItem,
    /// Come back to the current item
    BackToCurrent,
    /// Mark the item as not taken at this meeting
    SkipItem,
    /// Add an urgent item that the chair has accepted
    AddUrgentItem,
    /// Record that there was nothing under this item
    NothingToReport,
    /// Record that the report was received for information
    ReceivedForInformation,
    /// Fill in this item's usual entry: a declaration, a next date
    StandardEntry,
    /// Open the roll: who is present, who arrived, who left
    OpenRoll,
    /// Open the agenda to change it
    OpenAgenda,
    /// Read the draft minutes
    OpenReview,
    /// Open an earlier meeting beside this one
    OpenPastMeeting,
    /// Change the meeting's date, place or title
    EditMeeting,
    /// Go back to the diary; the meeting stays as it is
    ShowDiary,

    // Earlier entries.
    /// Amend the entry
    AmendEntry,
    /// Change the kind of the entry
    ChangeKind,
    /// Move the entry to another item
    MoveToItem,
    /// Move the entry up
    MoveEntryUp,
    /// Move the entry down
    MoveEntryDown,
    /// Make the time of the entry a minute earlier
    TimeEarlier,
    /// Make the time of the entry a minute later
    TimeLater,
    /// Make an action of the entry
    PromoteToAction,
    /// Mark the action as done, or as open again
    CompleteAction,
    /// Retract the entry; it stays in the journal
    RetractEntry,

    // Lists.
    /// Go to the next row
    NextRow,
    /// Go to the previous row
    PreviousRow,
    /// Go one screenful down
    PageDown,
    /// Go one screenful up
    PageUp,
    /// Go to the first row
    FirstRow,
    /// Go to the last row
    LastRow,
    /// Choose the row, or say yes
    Choose,

    // Agenda.
    /// Add an item to the agenda
    AddItem,
    /// Change the item's title, lead, paper or time
    EditItem,
    /// Write the chair's letter about the item
    WriteLetter,
    /// Write the report on the item
    WriteReport,
    /// Take the item off the agenda
    RemoveItem,
    /// Move the item up the agenda
    MoveItemUp,
    /// Move the item down the agenda
    MoveItemDown,
    /// Mark the item as for consent: taken with others in one vote
    MarkConsent,
    /// Make items of an agenda pasted from elsewhere
    PasteAgenda,
    /// Make items of an agenda kept in a file
    LoadAgenda,

    // Roll.
    /// Mark as present
    MarkPresent,
    /// Mark as having sent apologies
    MarkApologies,
    /// Mark as absent without apologies
    MarkAbsent,
    /// Mark as represented by a substitute
    MarkSubstitute,
    /// Mark as having left, at this time
    MarkLeft,
    /// Mark as arrived or returned, at this time
    MarkReturned,
    /// Mark as taking part from elsewhere, at this time
    MarkRemote,
    /// Mark every member not yet marked as present
    MarkAllPresent,
    /// Add somebody who is not on the list
    AddPerson,
    /// Let this person take the chair
    TakeChair,
    /// Clear the mark, or take off a guest who has none
    ClearMark,

    // Forms.
    /// Go to the next field
    NextField,
    /// Go to the previous field
    PreviousField,
    /// Save the form and close it
    SaveForm,

    // Diary.
    /// Enter a new meeting in the diary
    NewMeeting,
    /// Open the meeting
    OpenMeeting,
    /// Withdraw a meeting that will not be held
    WithdrawMeeting,
    /// Write the meeting's documents to files
    ExportMeeting,
    /// Open the bodies and their members
    OpenBodies,
    /// Go to today in the diary
    ShowToday,
    /// Lay in a sample council to practise on
    SampleCouncil,

    // Review.
    /// Go to the entry that this paragraph came from
    JumpToEntry,
    /// Write the minutes to a file
    WriteMinutes,
    /// Choose which documents of the meeting to write
    WriteDocuments,
    /// Write what is marked, or else this one
    WriteMarked,
    /// Choose the folder that documents are written to
    ChooseFolder,
    /// Let files that are there be replaced, or leave them alone
    ReplaceFiles,
    /// Change between the public copy and the full one
    ChooseCopy,

    // Bodies.
    /// Enter a new body: a committee, panel or working group
    NewBody,
    /// Change the body's name, quorum or template
    EditBody,
    /// Add a member to the body
    AddMember,
    /// Change a member's place on the body
    EditMember,
    /// End a member's membership from a date
    EndMembership,
    /// Enter a new person
    NewPerson,
    /// Change a person's name, title or posts
    EditPerson,

    // Looking up.
    /// Look up what was asked for, over all meetings and years
    LookUp,
    /// Look at the open action that asks for the same
    OpenLikeAction,
    /// Read the meeting that it comes from, at its place
    OpenSource,
    /// Copy its words, to be put in by the key for cut text
    CopyWords,
    /// Say what became of the action: done, deferred, progress
    UpdateAction,
    /// Read all that became of the action
    OpenHistory,
    /// Put this body's own first, alone, or no body's
    ThisBodyFirst,
    /// Show open actions alone, or everything
    OnlyOpen,
    /// Show overdue actions alone, or everything
    OnlyOverdue,

    // Register.
    /// Open the register of all actions
    OpenRegister,
    /// Type words and filters for the rows shown
    FilterRows,
    /// Sort the rows by the next column
    SortRows,
    /// Turn the order of the rows round
    ReverseRows,
    /// Group the rows by owner, body or meeting, or not at all
    GroupRows,
    /// Mark the row, or take its mark away
    MarkRow,
    /// Mark every row shown, or none
    MarkAllRows,
    /// Say at once what became of all marked actions
    UpdateMarked,
    /// Write the rows shown to a file
    WriteRows,

    // Carrying forward.
    /// See what earlier meetings left for this one
    OpenOutstanding,
    /// Put what is marked on the agenda as an item each
    CarryToAgenda,
    /// Put what is marked under actions from previous meetings
    CarryToActions,
    /// Change an action's owners, date and receiving body
    EditAction,
    /// See who reports to whom, and what is owed
    ShowBodyTree,

    // Import.
    /// Import the minutes or the action log in a file
    ImportMinutes,
    /// Leave the part out, or take it in again
    DropPart,
    /// Correct the part
    EditPart,
    /// See the text that the part was read from
    ShowSourceText,
    /// Take all that is not left out into the register
    AcceptImport,

    // Formal business.
    /// Stamp members with an interest in the item out, or back in
    StampInterest,
    /// Take down a motion, or an amendment to an open one
    MoveMotion,
    /// Put the question: take the vote, or settle it without
    TakeVote,
    /// Take several items in one vote, en bloc
    TakeEnBloc,
    /// Say that the item is withdrawn, or deferred to a meeting
    PutOffItem,
    /// Take down a question, petition or deputation, and its answer
    HearQuestion,
    /// This member votes for it
    VoteFor,
    /// This member votes against it
    VoteAgainst,
    /// This member abstains
    VoteAbstain,
    /// This member is present and does not vote
    VoteSilent,
    /// All who have no vote yet vote for it
    VoteForRest,
    /// State a correction of minutes that were approved
    StateCorrection,
    /// Exempt business: exclude the public, stamp them out and in
    Exempt,
}

/// The heading under which help and tables show a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, IntoStaticStr)]
pub enum Group {
    /// Commands that work on every screen.
    Everywhere,
    /// Moving and changing text in any field.
    Text,
    /// The line in which an entry is typed.
    #[strum(serialize = "Entry line")]
    EntryLine,
    /// The meeting as a whole and its items.
    Meeting,
    /// Entries already recorded.
    #[strum(serialize = "Earlier entries")]
    EarlierEntries,
    /// Any list of rows.
    Lists,
    /// The agenda of a meeting.
    Agenda,
    /// Who is there.
    Roll,
    /// Fields to fill in.
    Forms,
    /// The diary of meetings.
    Diary,
    /// The draft minutes.
    Review,
    /// Bodies, members and people.
    Bodies,
    /// Looking something up over all meetings.
    #[strum(serialize = "Looking up")]
    LookUp,
    /// The register of all actions.
    Register,
    /// What earlier meetings left.
    #[strum(serialize = "Carrying forward")]
    Outstanding,
    /// Minutes of earlier meetings taken in.
    Import,
    /// Motions, votes, interests.
    #[strum(serialize = "Formal business")]
    Formal,
}

impl Group {
    /// The heading as it is shown: `"Earlier entries"`.
    pub fn title(self) -> &'static str {
        self.into()
    }
}

impl Command {
    /// The name that keymap files and the palette use: `"record-entry"`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The command of that name; `None` for a name that no command has.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// What the command does, in a clerk's words: the first line of the variant's doc comment.
    pub fn help(self) -> &'static str {
        self.get_documentation()
            .and_then(|words| words.lines().next())
            .unwrap_or_default()
    }

    /// Every command, in the order in which help lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The heading under which the command is listed.
    pub fn group(self) -> Group {
        match self {
            Self::Help
            | Self::Palette
            | Self::Cancel
            | Self::UndoRecord
            | Self::RedoRecord
            | Self::Redraw
            | Self::Quit => Group::Everywhere,
            Self::Left
            | Self::Right
            | Self::WordLeft
            | Self::WordRight
            | Self::WordEnd
            | Self::LineStart
            | Self::LineEnd
            | Self::Up
            | Self::Down
            | Self::TextStart
            | Self::TextEnd
            | Self::DeleteLeft
            | Self::DeleteRight
            | Self::DeleteWordLeft
            | Self::DeleteWordRight
            | Self::KillToStart
            | Self::KillToEnd
            | Self::KillLine
            | Self::Yank
            | Self::YankPop
            | Self::UndoTyping
            | Self::RedoTyping
            | Self::NewLine
            | Self::NormalMode
            | Self::InsertMode
            | Self::AppendMode
            | Self::InsertAtStart
            | Self::AppendAtEnd
            | Self::ChangeWord
            | Self::ChangeToEnd
            | Self::ChangeLine => Group::Text,
            Self::RecordEntry
            | Self::Complete
            | Self::CompletePrevious
            | Self::NextKind
            | Self::ChooseKind
            | Self::InsertPrepared
            | Self::RecordPrepared
            | Self::WelcomeGuests
            | Self::ThankGuests
            | Self::StockPhrase
            | Self::LeaveList
            | Self::EarlierEntry => Group::EntryLine,
            Self::StartMeeting
            | Self::AdjournOrResume
            | Self::CloseMeeting
            | Self::PutNextItem
            | Self::PutItem
            | Self::GoToItem
            | Self::LookNextItem
            | Self::LookPreviousItem
            | Self::BackToCurrent
            | Self::SkipItem
            | Self::AddUrgentItem
            | Self::NothingToReport
            | Self::ReceivedForInformation
            | Self::StandardEntry
            | Self::OpenRoll
            | Self::OpenAgenda
            | Self::OpenReview
            | Self::OpenPastMeeting
            | Self::EditMeeting
            | Self::ShowDiary => Group::Meeting,
            Self::AmendEntry
            | Self::ChangeKind
            | Self::MoveToItem
            | Self::MoveEntryUp
            | Self::MoveEntryDown
            | Self::TimeEarlier
            | Self::TimeLater
            | Self::PromoteToAction
            | Self::CompleteAction
            | Self::RetractEntry => Group::EarlierEntries,
            Self::NextRow
            | Self::PreviousRow
            | Self::PageDown
            | Self::PageUp
            | Self::FirstRow
            | Self::LastRow
            | Self::Choose => Group::Lists,
            Self::AddItem
            | Self::EditItem
            | Self::WriteLetter
            | Self::WriteReport
            | Self::RemoveItem
            | Self::MoveItemUp
            | Self::MoveItemDown
            | Self::MarkConsent
            | Self::PasteAgenda
            | Self::LoadAgenda => Group::Agenda,
            Self::MarkPresent
            | Self::MarkApologies
            | Self::MarkAbsent
            | Self::MarkSubstitute
            | Self::MarkLeft
            | Self::MarkReturned
            | Self::MarkRemote
            | Self::MarkAllPresent
            | Self::AddPerson
            | Self::TakeChair
            | Self::ClearMark => Group::Roll,
            Self::NextField | Self::PreviousField | Self::SaveForm => Group::Forms,
            Self::NewMeeting
            | Self::OpenMeeting
            | Self::WithdrawMeeting
            | Self::ExportMeeting
            | Self::OpenBodies
            | Self::ShowToday
            | Self::SampleCouncil => Group::Diary,
            Self::JumpToEntry
            | Self::WriteMinutes
            | Self::WriteDocuments
            | Self::WriteMarked
            | Self::ChooseFolder
            | Self::ReplaceFiles
            | Self::ChooseCopy => Group::Review,
            Self::NewBody
            | Self::EditBody
            | Self::AddMember
            | Self::EditMember
            | Self::EndMembership
            | Self::NewPerson
            | Self::EditPerson => Group::Bodies,
            Self::LookUp
            | Self::OpenLikeAction
            | Self::OpenSource
            | Self::CopyWords
            | Self::UpdateAction
            | Self::OpenHistory
            | Self::ThisBodyFirst
            | Self::OnlyOpen
            | Self::OnlyOverdue => Group::LookUp,
            Self::OpenRegister
            | Self::FilterRows
            | Self::SortRows
            | Self::ReverseRows
            | Self::GroupRows
            | Self::MarkRow
            | Self::MarkAllRows
            | Self::UpdateMarked
            | Self::WriteRows => Group::Register,
            Self::OpenOutstanding
            | Self::CarryToAgenda
            | Self::CarryToActions
            | Self::EditAction
            | Self::ShowBodyTree => Group::Outstanding,
            Self::ImportMinutes
            | Self::DropPart
            | Self::EditPart
            | Self::ShowSourceText
            | Self::AcceptImport => Group::Import,
            Self::StampInterest
            | Self::MoveMotion
            | Self::TakeVote
            | Self::TakeEnBloc
            | Self::PutOffItem
            | Self::HearQuestion
            | Self::VoteFor
            | Self::VoteAgainst
            | Self::VoteAbstain
            | Self::VoteSilent
            | Self::VoteForRest
            | Self::StateCorrection
            | Self::Exempt => Group::Formal,
        }
    }

    /// Whether the palette offers the command.
    ///
    /// Moving about in text, lists and fields makes no sense from a list that stands in front of them.
    pub fn in_palette(self) -> bool {
        if matches!(self, Self::Palette | Self::Cancel | Self::RecordEntry) {
            return false;
        }
        match self.group() {
            Group::Text | Group::Lists | Group::Forms => false,
            Group::Everywhere
            | Group::EntryLine
            | Group::Meeting
            | Group::EarlierEntries
            | Group::Agenda
            | Group::Roll
            | Group::Diary
            | Group::Review
            | Group::Bodies
            | Group::LookUp
            | Group::Register
            | Group::Outstanding
            | Group::Import
            | Group::Formal => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_command_says_what_it_does_in_one_line() {
        let mut seen = HashSet::new();
        for command in Command::all() {
            let help = command.help();
            assert!(!help.is_empty(), "{} has no help", command.name());
            assert!(!help.ends_with('.'), "{help} is not a sentence in a table");
            assert!(help.chars().count() <= 60, "{help} is too long for a row");
            assert_eq!(Some(help), command.get_documentation(), "one line only");
            assert!(seen.insert(help), "two commands say {help}");
        }
    }

    #[test]
    fn a_name_leads_back_to_its_command() {
        for command in Command::all() {
            assert_eq!(Command::named(command.name()), Some(command));
        }
        assert_eq!(Command::RecordEntry.name(), "record-entry");
        assert_eq!(Command::named("Record entry"), None);
    }

    #[test]
    fn groups_follow_one_another_in_the_order_of_the_commands() {
        let groups: Vec<Group> = Command::all().map(Command::group).collect();
        assert!(groups.is_sorted(), "a group is split by another");
        let used: HashSet<Group> = groups.into_iter().collect();
        assert_eq!(used.len(), Group::iter().count());
        assert_eq!(Group::EarlierEntries.title(), "Earlier entries");
    }
}
