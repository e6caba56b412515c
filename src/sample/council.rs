//! The people and bodies of the invented council of Ottermouth.

use crate::minutes::body::{Body, Member, Office, Quorum};
use crate::minutes::ids::{BodyId, PersonId};
use crate::minutes::person::{Person, Post};
use crate::minutes::register::RegisterChange;
use crate::minutes::template::Templates;

use super::{Council, time};

/// Everybody, in the order of [`PEOPLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Oakshott,
    Farthing,
    Ramanathan,
    PughLewis,
    Adeyemi,
    Tasker,
    Croft,
    Qadri,
    Snell,
    Vane,
    Halloran,
    Dabb,
    OkaforLane,
    Threlkeld,
    Zawada,
    Mcbeath,
    Trewin,
    Ellery,
    Fripp,
    Sallow,
    Quill,
    Haddad,
}

/// The bodies, in the order in which they are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    Panel,
    Board,
    SubCommittee,
}

/// Honorific, given name, family name, post.
const PEOPLE: [(&str, &str, &str, &str); 22] = [
    ("Councillor", "Winifred", "Oakshott", ""),
    ("Councillor", "Desmond", "Farthing", ""),
    ("Councillor", "Priya", "Ramanathan", ""),
    ("Councillor", "Gareth", "Pugh-Lewis", ""),
    ("Councillor", "Olumide", "Adeyemi", ""),
    ("Councillor", "Maureen", "Tasker", ""),
    ("Councillor", "Hamish", "Croft", ""),
    (
        "Councillor",
        "Yasmin",
        "Qadri",
        "Cabinet Member for Streets and Shores",
    ),
    ("Councillor", "Bertram", "Snell", ""),
    ("Councillor", "Lottie", "Vane", ""),
    ("Ms", "Ingrid", "Halloran", "Director of Place"),
    ("Mr", "Colin", "Dabb", "Head of Highways"),
    ("Dr", "Femi", "Okafor-Lane", "Tree Officer"),
    ("Mrs", "Jean", "Threlkeld", "Head of Libraries"),
    ("Mr", "Piotr", "Zawada", "Finance Business Partner"),
    ("Ms", "Rhona", "McBeath", "Democratic Services Officer"),
    ("Captain", "Jago", "Trewin", "Harbour Master"),
    ("Miss", "Bethan", "Ellery", "Play Areas Manager"),
    (
        "Mr",
        "Alban",
        "Fripp",
        "Chair of the Friends of Ottermouth Park",
    ),
    ("Mx", "Robin", "Sallow", "Ottermouth Youth Council"),
    ("Rev", "Tabitha", "Quill", ""),
    (
        "Professor",
        "Noor",
        "Haddad",
        "Professor of Coastal Engineering",
    ),
];

/// Records people and bodies.
pub fn record(council: &mut Council<'_>, templates: &Templates) {
    for (honorific, given, family, post) in PEOPLE {
        let person = Person {
            id: PersonId(council.id()),
            honorific: Some(honorific.to_owned()),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: (!post.is_empty())
                .then(|| Post {
                    title: post.to_owned(),
                    from: None,
                    to: None,
                })
                .into_iter()
                .collect(),
        };
        council.register(RegisterChange::PersonRecorded(Box::new(person)));
    }
    let panel = Body {
        id: BodyId(council.id()),
        name: "Streets and Green Spaces Scrutiny Panel".to_owned(),
        code: "SGSSP".to_owned(),
        called: "Scrutiny Panel".to_owned(),
        quorum: Quorum::Fraction(1, 3),
        meets: "every six weeks".to_owned(),
        reports_to: Vec::new(),
        template: templates.for_meeting("scrutiny-panel").name.clone(),
        usual_time: Some(time(18, 0)),
        usual_place: "Committee Room 2, Town Hall".to_owned(),
        office: office(
            "Chair of the Streets and Green Spaces Scrutiny Panel",
            "streets.scrutiny",
        ),
        members: members(
            council,
            &[
                (Who::Oakshott, Some("Chair")),
                (Who::Farthing, Some("Deputy Chair")),
                (Who::Ramanathan, None),
                (Who::PughLewis, None),
                (Who::Adeyemi, None),
                (Who::Tasker, None),
                (Who::Croft, None),
            ],
            &[Who::Quill],
        ),
    };
    let panel_id = panel.id;
    council.register(RegisterChange::BodyRecorded(Box::new(panel)));
    let board = Body {
        id: BodyId(council.id()),
        name: "Ottermouth Harbour Board".to_owned(),
        code: "OHB".to_owned(),
        called: "Board".to_owned(),
        quorum: Quorum::Number(3),
        meets: "quarterly, at high water where possible".to_owned(),
        reports_to: Vec::new(),
        template: templates.for_meeting("scrutiny-panel").name.clone(),
        usual_time: Some(time(14, 0)),
        usual_place: "The Net Loft, North Quay".to_owned(),
        office: office("Chair of the Ottermouth Harbour Board", "harbour.board"),
        members: members(
            council,
            &[
                (Who::Vane, Some("Chair")),
                (Who::Snell, None),
                (Who::Tasker, None),
                (Who::Croft, None),
            ],
            &[Who::Haddad],
        ),
    };
    council.register(RegisterChange::BodyRecorded(Box::new(board)));
    let sub_committee = Body {
        id: BodyId(council.id()),
        name: "Library Futures Sub-Committee".to_owned(),
        code: "LFSC".to_owned(),
        called: "Sub-Committee".to_owned(),
        quorum: Quorum::None,
        meets: "as the work requires".to_owned(),
        reports_to: vec![panel_id],
        template: templates.for_meeting("workshop").name.clone(),
        usual_time: Some(time(10, 0)),
        usual_place: "Reading Room, Central Library".to_owned(),
        office: Office::default(),
        members: members(
            council,
            &[
                (Who::Ramanathan, Some("Chair")),
                (Who::Adeyemi, None),
                (Who::Snell, None),
                (Who::Farthing, None),
            ],
            &[],
        ),
    };
    council.register(RegisterChange::BodyRecorded(Box::new(sub_committee)));
}

/// From where a chair writes letters; the clerk is to be asked for.
fn office(title: &str, mailbox: &str) -> Office {
    Office {
        title: title.to_owned(),
        address: "Town Hall\nQuay Street\nOttermouth\nOT1 1AA".to_owned(),
        email: format!("{mailbox}@ottermouth.example"),
        phone: "01632 960 117".to_owned(),
        contact: "Rhona McBeath".to_owned(),
    }
}

fn members(
    council: &Council<'_>,
    councillors: &[(Who, Option<&str>)],
    co_optees: &[Who],
) -> Vec<Member> {
    let from = Some(council.day_before(400));
    let councillors = councillors.iter().filter_map(|(who, role)| {
        Some(Member {
            person: council.person_id(*who)?,
            role: role.map(str::to_owned),
            group: "Councillors".to_owned(),
            voting: true,
            from,
            to: None,
        })
    });
    let co_optees = co_optees.iter().filter_map(|who| {
        Some(Member {
            person: council.person_id(*who)?,
            role: None,
            group: "Co-optees".to_owned(),
            voting: false,
            from,
            to: None,
        })
    });
    councillors.chain(co_optees).collect()
}
