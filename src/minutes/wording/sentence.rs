//! The sentences and other wordings that a template has, and what each of them may speak of.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use crate::minutes::action::Step;
use crate::minutes::entry::Kind;
use crate::minutes::template::paper::{Paper, Place};

/// The sentences that the program can write for the clerk.
///
/// Every one of them knows `body` (`name`; `bare`: the same without a leading "The"; `code`, `called`; `noun`: the last
/// word of `called`), `meeting` (`title`, `date`, `time`, `place`), `commenced`, `terminated`, `breaks` (each with `from`
/// and `until`), `item` (`number` on the agenda, `title`) and `guests` (the people who come for the item). What is known
/// besides stands at each.
/// A person has `full`, `titled`, `formal`, `short`, `short_full`, `plain`, `listed` and `role`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Sentence {
    /// Nobody declared an interest.
    NilDeclarations,
    /// Somebody did. `person`, `interest` ("other registrable"), `nature` (empty where it is withheld), `leaves`, `speaks`
    /// (before they leave), `without_vote` (they stay), `dispensation`; `item` is the item concerned.
    Declaration,
    /// There is no urgent business.
    NoUrgentItems,
    /// The item's paper was taken for information.
    ReceivedForInformation,
    /// Leads in to the chair's news.
    ChairsUpdate,
    /// Leads in to the programme of work; may be empty.
    WorkProgramme,
    /// When the body meets next. `date`, `time` (may be empty).
    NextMeeting,
    /// Leads in to the dates of several meetings. `dates`, `time` (may be empty).
    NextMeetings,
    /// When all of several meetings begin, after the list of them. `dates`, `time`.
    CommonTime,
    /// Guests are welcomed; the clerk goes on writing after it.
    Welcome,
    /// Guests are thanked.
    Thanks,
    /// The meeting was adjourned. `time`.
    Adjourned,
    /// The meeting went on. `time`.
    Resumed,
    /// Somebody came late. `person`, `time`; `item.number` is empty where none was before the meeting then.
    Arrived,
    /// Somebody went. `person`, `time`, `declared`: for an interest in `item`.
    Left,
    /// Somebody came back. `person`, `time`.
    Returned,
    /// Somebody took the chair. `person`, `time`.
    TookChair,
    /// Somebody took part from elsewhere from then on. `person`, `time`.
    JoinedRemotely,
    /// Fewer were there than are needed. `time`, `present`, `needed`.
    QuorumLost,
    /// Enough were there again. `time`, `present`, `needed`.
    QuorumBack,
    /// No party whip was declared.
    NilWhip,
    /// One was. `by`: the group; `item` is the item concerned; `note` is what there is to say of it.
    Whip,
    /// Leads in to the actions of an item, where the clerk wrote no lead-in; may be empty.
    Actions,
    /// Something was heard of an action. Every sentence on an action knows what a line of an action knows (`reference`,
    /// `text`, `owners`, `due` … as they are from now on) and `note`, the clerk's words without their last full stop.
    ActionProgress,
    /// An action was done.
    ActionCompleted,
    /// An action is to be done after all.
    ActionReopened,
    /// An action was put off. `due` is the new date.
    ActionDeferred,
    /// Somebody else is to do it. `owners` are the new ones.
    ActionReassigned,
    /// An action is not to be done.
    ActionCancelled,
    /// Another action took its place. `by`: its reference.
    ActionSuperseded,
    /// An action is to be reported to a meeting. `receiver`: the body's name; `date`, where it is known.
    ActionToReport,
    /// An action is to be reported to no meeting any more.
    ActionNotToReport,
    /// How an action of an earlier meeting stands, to be reported on. `status`, `date` of the meeting that agreed it,
    /// `source`: the name of its body; `note` is what was last said of it.
    PreviousAction,
    /// Something was moved. Every sentence on a motion knows `motion`: `what` ("motion", "amendment",
    /// "amendment to the amendment", "proposal"), `text` without its last full stop, `amended`, `mover`, `seconder`, `reads` (how the motion would read with an amendment).
    Motion,
    /// An amendment was moved.
    Amendment,
    /// How a vote went. `vote`: `manner` ("agreed", "hands", "named", "ballot"), `result` ("carried", "lost", "tied"),
    /// `ayes`, `noes`, `abstentions`, `silent` (how many of each), `counted` (whether they were counted), `unanimous`,
    /// `casting` ("for", "against"; may be empty), `chair`, `majority`, and for a vote by name `names`, each a list:
    /// `ayes`, `noes`, `abstained`, `silent`.
    Vote,
    /// Somebody had their own vote recorded. `person`, `cast` ("for", "against", "abstained").
    OwnVote,
    /// An amendment was carried. `motion.text` is how the motion reads from then on.
    Substantive,
    /// An amendment to an amendment was carried. `motion.text` is what the amendment does from then on.
    AmendmentAmended,
    /// A motion was carried. `number` (may be empty), `vote`.
    Resolution,
    /// Several items were taken in one vote. `items` (their numbers), `vote`.
    EnBloc,
    /// That vote was carried. `items`, `vote`; each item has its own resolution besides.
    EnBlocResolved,
    /// What is put of an item that is taken with others, where no recommendation was written down for it.
    EnBlocReport,
    /// A motion was taken back by its mover.
    MotionWithdrawn,
    /// The chair ruled a motion out of order.
    MotionRuledOut,
    /// Nobody seconded a motion.
    MotionNotSeconded,
    /// A motion was put off. `date` (may be empty).
    MotionDeferred,
    /// An item was taken back. `note`: why (may be empty).
    ItemWithdrawn,
    /// An item was put off. `date` (empty for the next meeting), `note`: why (may be empty).
    ItemDeferred,
    /// The minutes of an earlier meeting were approved. `date` of that meeting, `motion` (for its mover and seconder),
    /// `signed` (who signed them, with a title; may be empty), `corrections` (a list of what was put right).
    MinutesApproved,
    /// Below minutes that were approved. `date` of the meeting that approved them, `signed`, `corrections`.
    ApprovedOn,
    /// Below approved minutes, of something found wrong in them later. `date`, `text`.
    CorrectionStated,
    /// Nobody of the public asked or said anything.
    NilPublic,
    /// Somebody asked a question. Every sentence on what was heard knows `heard`: `sort`, `who` (a person of the roll, or a
    /// name), `behalf`, `words` (empty where they are as submitted), `by` (who answered), `answer`, `supplementary`,
    /// `supplementary_answer`, the words without their last full stop. Each line is a paragraph.
    PublicQuestion,
    /// Somebody presented a petition.
    Petition,
    /// A deputation was heard.
    Deputation,
    /// Somebody spoke.
    PublicStatement,
    /// What was said to it; a supplementary question and its answer.
    PublicAnswer,
    /// The words of the motion to exclude the public. Every sentence on exempt business knows `exempt`: `paragraphs`
    /// ("paragraph 3", "paragraphs 1 and 2"; empty where none is named), `grounds` (what the Schedule says of each),
    /// `items` (the numbers of the items that the motion is for) and `elsewhere` (whether it is moved under another).
    ExclusionMotion,
    /// The public left. `time`.
    PublicLeft,
    /// The public came back. `time`.
    PublicReturned,
    /// In a public copy, in place of an exempt minute of which there is no open summary.
    ExemptMinute,
    /// In a full copy, before an entry that is exempt under an item that is not.
    ExemptEntry,
    /// On every page of a full copy that holds anything exempt, and in it below the title of each exempt item.
    NotForPublication,
    /// Refers to what was minuted before, within a sentence of the clerk's. `cited`: `minute` (its number), `date`,
    /// `body`, `title`, `reference` (of an action; may be empty), `same_body`, `same_meeting`.
    Citation,
}

impl Sentence {
    /// The key in the table `[wording]` of a template: "nil-declarations".
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// The sentence that says what became of an action.
    pub fn of_step(step: &Step) -> Self {
        match step {
            Step::Progress => Self::ActionProgress,
            Step::Complete => Self::ActionCompleted,
            Step::Reopen => Self::ActionReopened,
            Step::Defer(_) => Self::ActionDeferred,
            Step::Reassign(_) => Self::ActionReassigned,
            Step::Cancel => Self::ActionCancelled,
            Step::Supersede { .. } => Self::ActionSuperseded,
            Step::ReportBack(Some(_)) => Self::ActionToReport,
            Step::ReportBack(None) => Self::ActionNotToReport,
        }
    }

    /// The wording of a template that has none of its own.
    pub fn usual(self) -> &'static str {
        match self {
            Self::NilDeclarations => "There were no declarations of interest.",
            Self::Declaration => {
                "{{ person.titled }} declared {{ 'an' if interest is startingwith('o') else 'a' }} \
                 {{ interest }} interest in item {{ item.number }} ({{ item.title }}){% if nature %}, \
                 {{ nature }}{% endif %}{% if dispensation %}, with a dispensation ({{ dispensation }}){% endif %}\
                 {% if leaves %}, and {% if speaks %}would speak and then leave{% else %}would leave{% endif %} the meeting \
                 for that item{% elif without_vote %}, and would not vote on it{% endif %}."
            }
            Self::NoUrgentItems => "There were no urgent items.",
            Self::ReceivedForInformation => {
                "The {{ body.noun }} received the {{ item.title }} for information."
            }
            Self::ChairsUpdate => "The Chair updated members on the following matters.",
            Self::WorkProgramme | Self::Actions => "",
            Self::NextMeeting => {
                "The next meeting of the {{ body.bare }} will take place on \
                 {{ date | date('weekday-long') }}{% if time %} at {{ time }}{% endif %}."
            }
            Self::NextMeetings => "The following meeting dates have been agreed:",
            Self::CommonTime => "All meetings will commence at {{ time }}.",
            Self::Welcome => {
                "The {{ body.noun }} welcomed {{ guests | named('full') | joined('; ', '; and ') }}, \
                 to receive an update on "
            }
            Self::Thanks => {
                "{{ guests | named('short') | joined(', ', ' and ') }} \
                 {{ 'was' if guests | length == 1 else 'were' }} thanked for attending the meeting."
            }
            Self::Adjourned => "The meeting was adjourned at {{ time }}.",
            Self::Resumed => "The meeting resumed at {{ time }}.",
            Self::Arrived => {
                "{{ person.formal }} arrived at {{ time }}\
                 {% if item.number %}, during consideration of item {{ item.number }}{% endif %}."
            }
            Self::Left => {
                "{{ person.formal }}{% if declared %}, having declared an interest in item {{ item.number }},{% endif %} left \
                 the meeting at {{ time }}\
                 {% if item.number and not declared %}, during consideration of item {{ item.number }}{% endif %}."
            }
            Self::Returned => {
                "{{ person.formal }} returned to the meeting at {{ time }}\
                 {% if item.number %}, during consideration of item {{ item.number }}{% endif %}."
            }
            Self::JoinedRemotely => "{{ person.formal }} took part remotely from {{ time }}.",
            Self::QuorumLost => {
                "From {{ time }} there was no quorum, {{ present }} members being present and {{ needed }} needed."
            }
            Self::QuorumBack => {
                "From {{ time }} there was a quorum again, {{ present }} members being present."
            }
            Self::NilWhip => "No party whip was declared.",
            Self::Whip => {
                "A party whip was declared by {{ by }} on item {{ item.number }} ({{ item.title }})\
                 {% if note %}: {{ note }}{% endif %}."
            }
            Self::TookChair => "{{ person.formal }} took the chair at {{ time }}.",
            Self::ActionProgress => {
                "Action {{ reference }} ({{ text }}): {% if note %}{{ note }}{% else %}progress was noted{% endif %}."
            }
            Self::ActionCompleted => {
                "Action {{ reference }} ({{ text }}) was completed{% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionReopened => {
                "Action {{ reference }} ({{ text }}) is to be taken up again{% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionDeferred => {
                "Action {{ reference }} ({{ text }}) was deferred; it is now due {{ due }}{% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionReassigned => {
                "Action {{ reference }} ({{ text }}) was passed to {{ owners | joined(', ', ' and ') }}\
                 {% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionCancelled => {
                "Action {{ reference }} ({{ text }}) was cancelled{% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionSuperseded => {
                "Action {{ reference }} ({{ text }}) was superseded by {{ by }}{% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionToReport => {
                "Action {{ reference }} ({{ text }}) is to be reported to the {{ receiver }}\
                 {% if date %} on {{ date }}{% else %} at its next meeting{% endif %}{% if note %}: {{ note }}{% endif %}."
            }
            Self::ActionNotToReport => {
                "Action {{ reference }} ({{ text }}) need not be reported back{% if note %}: {{ note }}{% endif %}."
            }
            Self::PreviousAction => {
                "{{ source }}, {{ date }}, action {{ reference }}: {{ text }}\
                 {% if owners %} ({{ owners | joined(', ', ' and ') }}){% endif %}{% if due %}, due {{ due }}{% endif %}: \
                 {{ status }}{% if note %}; {{ note }}{% endif %}."
            }
            Self::Motion => {
                "{% if motion.mover %}Moved by {{ motion.mover.titled }}{% if motion.seconder %}, seconded by \
                 {{ motion.seconder.titled }}{% endif %}{% else %}It was moved{% endif %}: {{ motion.text }}."
            }
            Self::Amendment => {
                "{% if motion.mover %}Moved by {{ motion.mover.titled }}{% if motion.seconder %}, seconded by \
                 {{ motion.seconder.titled }}{% endif %}{% else %}It was moved{% endif %}, as an {{ motion.what }}: {{ motion.text }}."
            }
            Self::Vote => {
                "{% if vote.casting %}The votes being equal ({{ vote.ayes }} for, {{ vote.noes }} against\
                 {% if vote.abstentions %}, {{ vote.abstentions }} abstained{% endif %}), {{ vote.chair.titled }}, in the chair, \
                 gave a casting vote {{ vote.casting }} the {{ motion.what }}{% if motion.amended %}, as amended{% endif %}, which was {{ vote.result }}.\
                 {% elif vote.result == 'tied' %}The votes being equal ({{ vote.ayes }} for, {{ vote.noes }} against\
                 {% if vote.abstentions %}, {{ vote.abstentions }} abstained{% endif %}) and no casting vote being given, \
                 the {{ motion.what }}{% if motion.amended %}, as amended,{% endif %} was lost.\
                 {% elif vote.manner == 'agreed' %}The {{ motion.what }}{% if motion.amended %}, as amended,{% endif %} was agreed{% if vote.result == 'lost' %} by those \
                 present and lost for want of a majority of all members{% endif %}.\
                 {% else %}On being put to the vote{% if vote.manner == 'ballot' %} by ballot{% endif %}, \
                 the {{ motion.what }}{% if motion.amended %}, as amended,{% endif %} was {{ vote.result }}{% if vote.unanimous %} unanimously{% endif %} \
                 ({{ vote.ayes }} for, {{ vote.noes }} against{% if vote.abstentions %}, {{ vote.abstentions }} abstained{% endif %}\
                 {% if vote.silent %}, {{ vote.silent }} not voting{% endif %}\
                 {% if vote.majority != 'simple majority' %}; {{ vote.majority }} needed{% endif %}).{% endif %}\
                 {% if vote.manner == 'named' %} The vote was recorded by name.\
                 {% if vote.names.ayes %} For: {{ vote.names.ayes | named('titled') | joined(', ', ' and ') }}.{% endif %}\
                 {% if vote.names.noes %} Against: {{ vote.names.noes | named('titled') | joined(', ', ' and ') }}.{% endif %}\
                 {% if vote.names.abstained %} Abstained: {{ vote.names.abstained | named('titled') | joined(', ', ' and ') }}.{% endif %}\
                 {% if vote.names.silent %} Not voting: {{ vote.names.silent | named('titled') | joined(', ', ' and ') }}.{% endif %}\
                 {% endif %}"
            }
            Self::OwnVote => {
                "{{ person.titled }} asked that it be recorded that they {% if cast == 'abstained' %}abstained\
                 {% else %}voted {{ cast }} the {{ motion.what }}{% endif %}."
            }
            Self::Substantive => {
                "The motion as amended, which became the substantive motion, read: {{ motion.text }}."
            }
            Self::AmendmentAmended => "The amendment as amended read: {{ motion.text }}.",
            Self::Resolution => {
                "RESOLVED{% if number %} {{ number }}{% endif %} – {{ motion.text }}."
            }
            Self::EnBloc => "Items {{ items | joined(', ', ' and ') }} were taken en bloc.",
            Self::EnBlocResolved => {
                "RESOLVED{% if vote.counted and vote.unanimous %} (unanimously){% endif %} – That the recommendations \
                 in items {{ items | joined(', ', ' and ') }} be agreed."
            }
            Self::EnBlocReport => "That the recommendations in the report be agreed",
            Self::MotionWithdrawn => {
                "The {{ motion.what }} was withdrawn{% if motion.mover %} by {{ motion.mover.titled }}{% endif %}."
            }
            Self::MotionRuledOut => "The {{ motion.what }} was ruled out of order.",
            Self::MotionNotSeconded => "The {{ motion.what }} was not seconded and fell.",
            Self::MotionDeferred => {
                "The {{ motion.what }} was deferred to the \
                 {% if date %}meeting on {{ date }}{% else %}next meeting{% endif %}."
            }
            Self::ItemWithdrawn => "This item was withdrawn{% if note %}: {{ note }}{% endif %}.",
            Self::ItemDeferred => {
                "This item was deferred to the {% if date %}meeting on {{ date }}{% else %}next meeting{% endif %}\
                 {% if note %}: {{ note }}{% endif %}."
            }
            Self::MinutesApproved => {
                "{% if motion.mover %}On the motion of {{ motion.mover.titled }}{% if motion.seconder %}, seconded by \
                 {{ motion.seconder.titled }}{% endif %}, the{% else %}The{% endif %} minutes of the meeting held on \
                 {{ date }} were approved as a correct record{% if signed %} and signed by {{ signed }}{% endif %}\
                 {% if corrections %}, with these corrections: {{ corrections | joined('; ') }}{% endif %}."
            }
            Self::ApprovedOn => {
                "Approved as a correct record on {{ date }}{% if signed %} and signed by {{ signed }}{% endif %}\
                 {% if corrections %}. Corrected before approval: {{ corrections | joined('; ') }}{% endif %}."
            }
            Self::CorrectionStated => "Correction stated on {{ date }}: {{ text }}.",
            Self::NilPublic => "There were no questions, petitions or deputations.",
            Self::PublicQuestion => {
                "{{ heard.who }}{% if heard.behalf %}, on behalf of {{ heard.behalf }},{% endif %} asked \
                 {% if heard.words %}the following question: {{ heard.words }}\
                 {% if heard.words is not endingwith('?') %}.{% endif %}{% else %}the question as submitted.{% endif %}"
            }
            Self::Petition => {
                "{{ heard.who }}{% if heard.behalf %}, on behalf of {{ heard.behalf }},{% endif %} presented a petition\
                 {% if heard.words %}: {{ heard.words }}{% endif %}."
            }
            Self::Deputation => {
                "A deputation{% if heard.behalf %} from {{ heard.behalf }}{% endif %}, led by {{ heard.who }}, was heard\
                 {% if heard.words %}: {{ heard.words }}{% endif %}."
            }
            Self::PublicStatement => {
                "{{ heard.who }}{% if heard.behalf %}, on behalf of {{ heard.behalf }},{% endif %} spoke\
                 {% if heard.words %}: {{ heard.words }}{% endif %}."
            }
            Self::PublicAnswer => {
                "{% if heard.answer %}{% if heard.by %}{{ heard.by }} replied{% else %}The reply was{% endif %}: \
                 {{ heard.answer }}.{% endif %}\n\
                 {% if heard.supplementary %}{{ heard.who }} asked a supplementary question: {{ heard.supplementary }}\
                 {% if heard.supplementary is not endingwith('?') %}.{% endif %}{% endif %}\n\
                 {% if heard.supplementary_answer %}{% if heard.by %}{{ heard.by }} replied{% else %}The reply was\
                 {% endif %}: {{ heard.supplementary_answer }}.{% endif %}"
            }
            Self::ExclusionMotion => {
                "That under Section 100A(4) of the Local Government Act 1972 the public be excluded from the meeting for \
                 the following {{ 'item' if exempt.items | length == 1 else 'items' }} of business\
                 {% if exempt.elsewhere %} ({{ 'item' if exempt.items | length == 1 else 'items' }} \
                 {{ exempt.items | joined(', ', ' and ') }}){% endif %} on the grounds that \
                 {{ 'it involves' if exempt.items | length == 1 else 'they involve' }} the likely disclosure of exempt \
                 information as defined in {% if exempt.paragraphs %}{{ exempt.paragraphs }} of {% endif %}\
                 Part 1 of Schedule 12A of the Act"
            }
            Self::PublicLeft => "The public and press left the meeting at {{ time }}.",
            Self::PublicReturned => "The public and press returned to the meeting at {{ time }}.",
            Self::ExemptMinute => {
                "The minute of this item contains exempt information{% if exempt.paragraphs %} ({{ exempt.paragraphs }} of \
                 Part 1 of Schedule 12A to the Local Government Act 1972){% endif %} and is not published."
            }
            Self::ExemptEntry => {
                "[Exempt{% if exempt.paragraphs %}: {{ exempt.paragraphs }}{% endif %}]"
            }
            Self::NotForPublication => {
                "NOT FOR PUBLICATION – contains exempt information\
                 {% if exempt.paragraphs %} ({{ exempt.paragraphs }}){% endif %}"
            }
            Self::Citation => {
                "{% if cited.same_meeting %}minute {{ cited.minute }} above\
                 {% else %}{% if not cited.same_body %}{{ cited.body }}, {% endif %}\
                 minute {{ cited.minute }}, {{ cited.date }}{% endif %} refers"
            }
        }
    }
}

/// Where a wording stands in a template, which decides what it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A sentence of the table `[wording]`.
    Sentence(Sentence),
    /// A line of the header, by its place from 0.
    Header(usize),
    /// The list of those present.
    Present,
    /// The list of those who sent apologies.
    Apologies,
    /// The list of those who were absent without apologies.
    Absent,
    /// One action within its item.
    ActionInItem,
    /// One action at the end.
    ActionAtEnd,
    /// An entry of some kind.
    Entry(Kind),
    /// A line for a signature, by its place from 0.
    Signature(usize),
    /// A wording of a document besides the minutes.
    Paper(Paper, Place),
}

impl Spot {
    /// The name in the template file, as mistakes give it.
    pub fn name(self) -> String {
        match self {
            Self::Sentence(sentence) => format!("wording.{}", sentence.key()),
            Self::Header(place) => format!("layout.header, no. {}", place + 1),
            Self::Present => "layout.attendance.present".to_owned(),
            Self::Apologies => "layout.attendance.apologies".to_owned(),
            Self::Absent => "layout.attendance.absent".to_owned(),
            Self::ActionInItem => "layout.actions.in-item.text".to_owned(),
            Self::ActionAtEnd => "layout.actions.at-end.text".to_owned(),
            Self::Entry(kind) => {
                let key: &'static str = kind.into();
                format!("layout.entries.{key}")
            }
            Self::Signature(place) => format!("layout.signature, no. {}", place + 1),
            Self::Paper(paper, place) => {
                let part = match place {
                    Place::Header(place) => format!("header, no. {}", place + 1),
                    Place::Head(place) => format!("columns, no. {}, head", place + 1),
                    Place::Cell(place) => format!("columns, no. {}, text", place + 1),
                    Place::Footer(place) => format!("footer, no. {}", place + 1),
                    Place::Front(place) => format!("front, no. {}, text", place + 1),
                    Place::Word(name) => format!("wording.{name}"),
                };
                format!("document.{}.{part}", paper.key())
            }
        }
    }

    /// What a wording here may speak of, besides [`EVERYWHERE`].
    pub fn variables(self) -> Vec<&'static str> {
        match self {
            Self::Paper(paper, place) => paper.known(place).iter().map(|known| known.0).collect(),
            other => other.fixed().to_vec(),
        }
    }

    /// The same, where it is not a document's own.
    fn fixed(self) -> &'static [&'static str] {
        match self {
            Self::Sentence(sentence) => match sentence {
                Sentence::Declaration => &DECLARED,
                Sentence::NextMeeting => &["item", "guests", "date", "time"],
                Sentence::NextMeetings | Sentence::CommonTime => {
                    &["item", "guests", "dates", "time"]
                }
                Sentence::ExclusionMotion
                | Sentence::ExemptMinute
                | Sentence::ExemptEntry
                | Sentence::NotForPublication => &["item", "guests", "exempt"],
                Sentence::Adjourned
                | Sentence::Resumed
                | Sentence::PublicLeft
                | Sentence::PublicReturned => &["item", "guests", "time"],
                Sentence::Arrived
                | Sentence::Left
                | Sentence::Returned
                | Sentence::JoinedRemotely
                | Sentence::TookChair => &["item", "guests", "person", "time", "declared"],
                Sentence::QuorumLost | Sentence::QuorumBack => {
                    &["item", "guests", "time", "present", "needed"]
                }
                Sentence::Whip => &["item", "guests", "by", "note"],
                Sentence::NilDeclarations
                | Sentence::NilWhip
                | Sentence::NilPublic
                | Sentence::NoUrgentItems
                | Sentence::ReceivedForInformation
                | Sentence::ChairsUpdate
                | Sentence::WorkProgramme
                | Sentence::Welcome
                | Sentence::Thanks
                | Sentence::EnBlocReport
                | Sentence::Actions => &["item", "guests"],
                Sentence::ActionProgress
                | Sentence::ActionCompleted
                | Sentence::ActionReopened
                | Sentence::ActionDeferred
                | Sentence::ActionReassigned
                | Sentence::ActionCancelled
                | Sentence::ActionNotToReport => &ON_ACTION,
                Sentence::ActionSuperseded => &SUPERSEDED,
                Sentence::ActionToReport => &TO_REPORT,
                Sentence::PreviousAction => &PREVIOUS,
                Sentence::Citation => &["item", "guests", "cited"],
                Sentence::EnBloc | Sentence::EnBlocResolved => &["item", "guests", "items", "vote"],
                Sentence::ItemWithdrawn => &["item", "guests", "note"],
                Sentence::ItemDeferred => &["item", "guests", "date", "note"],
                Sentence::MinutesApproved => {
                    &["item", "guests", "date", "motion", "signed", "corrections"]
                }
                Sentence::ApprovedOn => &["item", "guests", "date", "signed", "corrections"],
                Sentence::CorrectionStated => &["item", "guests", "date", "text"],
                Sentence::PublicQuestion
                | Sentence::Petition
                | Sentence::Deputation
                | Sentence::PublicStatement
                | Sentence::PublicAnswer => &["item", "guests", "heard"],
                Sentence::Motion
                | Sentence::Amendment
                | Sentence::Substantive
                | Sentence::AmendmentAmended
                | Sentence::MotionWithdrawn
                | Sentence::MotionRuledOut
                | Sentence::MotionNotSeconded => &["item", "guests", "motion"],
                Sentence::MotionDeferred => &["item", "guests", "motion", "date"],
                Sentence::Vote => &["item", "guests", "motion", "vote"],
                Sentence::OwnVote => &["item", "guests", "motion", "vote", "person", "cast"],
                Sentence::Resolution => &["item", "guests", "motion", "vote", "number"],
            },
            Self::Header(_) | Self::Signature(_) | Self::Paper(..) => &[],
            Self::Present | Self::Apologies | Self::Absent => &["groups", "people"],
            Self::ActionInItem | Self::ActionAtEnd => &[
                "item",
                "text",
                "deed",
                "infinitive",
                "owners",
                "unnamed",
                "due",
                "reference",
                "status",
            ],
            Self::Entry(_) => &["item", "text"],
        }
    }
}

/// What a declaration of interest may speak of.
const DECLARED: [&str; 9] = [
    "item",
    "guests",
    "person",
    "interest",
    "nature",
    "leaves",
    "speaks",
    "without_vote",
    "dispensation",
];

/// What a sentence on an action may speak of.
const ON_ACTION: [&str; 11] = [
    "item",
    "guests",
    "reference",
    "text",
    "deed",
    "infinitive",
    "owners",
    "unnamed",
    "due",
    "status",
    "note",
];

/// The same, and the reference of the action that took its place.
const SUPERSEDED: [&str; 12] = [
    "item",
    "guests",
    "reference",
    "text",
    "deed",
    "infinitive",
    "owners",
    "unnamed",
    "due",
    "status",
    "note",
    "by",
];

/// The same, and before whom it is to be reported.
const TO_REPORT: [&str; 13] = [
    "item",
    "guests",
    "reference",
    "text",
    "deed",
    "infinitive",
    "owners",
    "unnamed",
    "due",
    "status",
    "note",
    "receiver",
    "date",
];

/// What is said of an action of an earlier meeting may speak of that meeting too.
const PREVIOUS: [&str; 13] = [
    "item",
    "guests",
    "reference",
    "text",
    "deed",
    "infinitive",
    "owners",
    "unnamed",
    "due",
    "status",
    "note",
    "date",
    "source",
];

/// What every wording may speak of.
pub const EVERYWHERE: [&str; 5] = ["body", "meeting", "commenced", "terminated", "breaks"];
