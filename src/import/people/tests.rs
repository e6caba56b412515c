use super::*;
use crate::import::{lines, paragraphs};

fn roll(text: &str) -> Roll {
    let lines = lines::read(text).lines;
    let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
    read(&blocks, &[], &lines)
}

fn listed(list: &[Named]) -> String {
    list.iter()
        .map(|named| named.name.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn labels_part_those_present_from_others() {
    let roll = roll(
        "Present: Cllrs Evan, Ash, Morris, County Cllr Webb & the Clerk.  Members of the public:  Chris Pott from Savil.\n\n\
                     Apologies: Cllr Hale",
    );
    assert_eq!(listed(&roll.present), "Evan; Ash; Morris");
    assert_eq!(listed(&roll.in_attendance), "Webb; Clerk; Chris Pott");
    assert_eq!(listed(&roll.apologies), "Hale");
}

#[test]
fn in_attendance_may_mean_everybody() {
    let roll = roll(
        "In attendance:\n\nCouncillors - Ann Moss, Ben Dunn\n\nCo-optees – Cy Hale\n\nOfficers: Di Marsh, Ed Ogden White\n\n\
                     Apologies: Cllr Flo Smith",
    );
    assert_eq!(listed(&roll.present), "Ann Moss; Ben Dunn; Cy Hale");
    assert_eq!(listed(&roll.in_attendance), "Di Marsh; Ed Ogden White");
    assert_eq!(listed(&roll.apologies), "Flo Smith");
}

#[test]
fn names_without_any_label_are_those_present() {
    let roll = roll(
        "Moss Vale Parish Council\nAnn Moss (Chair)\nBen Dunn\nCy Hale\nThe meeting began at 7pm.",
    );
    assert_eq!(listed(&roll.present), "Ann Moss; Ben Dunn; Cy Hale");
}

#[test]
fn the_public_is_counted() {
    assert_eq!(
        roll("Present: Cllr Moss, Cllr Dunn and 12 members of the public").members_of_public,
        Some(12)
    );
}

#[test]
fn whoever_is_present_is_so_where_others_are_listed_apart() {
    let roll = roll(
        "Present: Mr Barr, Cllr Dunn, Mrs Dunn, Cllr Mrs Trout\nIn attendance: Mrs S Hale (Clerk)",
    );
    assert_eq!(listed(&roll.present), "Mr Barr; Dunn; Mrs Dunn; Mrs Trout");
    assert_eq!(listed(&roll.in_attendance), "Mrs S Hale");
}

#[test]
fn members_of_other_bodies_are_in_attendance() {
    let read = roll(
        "Present: Mr G Moss (Chairman), Mr D Dunn, Mrs P Hale (District Councillor)\n\nMembers of the public present: Cllr H Vale",
    );
    assert_eq!(listed(&read.present), "Mr G Moss; Mr D Dunn");
    assert_eq!(listed(&read.in_attendance), "Mrs P Hale; H Vale");
    let read = roll(
        "Present: Councillors Moss and Dunn\n\nOther Members in Attendance: Councillors Hale and Vale",
    );
    assert_eq!(listed(&read.present), "Moss; Dunn");
}

#[test]
fn a_list_goes_on_below_a_heading_within_it() {
    let read = roll(
        "PRESENT:\nNorth Ward:\nCllr J Moss\nEast Ward:\nCllr Mrs R Dunn\nCllr J Dale\nIN ATTENDANCE: Mrs H Black (Town Clerk)",
    );
    assert_eq!(listed(&read.present), "J Moss; Mrs R Dunn; J Dale");
}

#[test]
fn a_courteous_line_in_a_list_of_councillors_is_a_councillors() {
    let read = roll("Councillors\nMrs C Moss (Chairman)\nMrs S Dunn\nB Hale\nP Dale");
    assert_eq!(
        listed(&read.present),
        "Mrs C Moss; Mrs S Dunn; B Hale; P Dale"
    );
}

#[test]
fn those_said_to_be_absent_or_in_attendance_sent_no_apologies() {
    let read = roll(
        "Present: Cllr Moss\n\nAPOLOGIES: Cllr Dunn\n\nCouncillors Lisa Nash and Terry Tile were absent.",
    );
    assert_eq!(listed(&read.apologies), "Dunn");
    assert_eq!(listed(&read.absent), "Lisa Nash; Terry Tile");
    let read = roll("PRESENT: Cllr Moss\n\nAPOLOGIES: Cllr Dunn\n\nMr D Thom was in attendance.");
    assert_eq!(listed(&read.apologies), "Dunn");
    assert_eq!(listed(&read.in_attendance), "Mr D Thom");
}

#[test]
fn those_present_may_stand_on_the_line_of_an_items_title() {
    let items = [Business {
        title: "Present; Cllrs A Moss (Chair), B Dunn & C Hale",
        line: 1,
        blocks: vec![("In Attendance; Di Vale (Clerk) and two parishioners", 2)],
    }];
    let read = read(&[], &items, &[]);
    assert_eq!(listed(&read.present), "A Moss; B Dunn; C Hale");
}

#[test]
fn what_is_said_of_apologies_hides_no_names() {
    let under = |text: &str| {
        let items = [Business {
            title: "APOLOGIES FOR ABSENCE.",
            line: 1,
            blocks: vec![(text, 2)],
        }];
        listed(&read(&[], &items, &[]).apologies)
    };
    assert_eq!(
        under("Cllr L Moss and Cllr J Dunn (work). The meeting accepted these as proper reasons."),
        "L Moss; J Dunn"
    );
    assert_eq!(under("Cllr N. Vale – his apology was accepted."), "N. Vale");
    assert_eq!(
        under("Cllr Moss (leave), Cllr Dunn. Reasons were accepted."),
        "Moss; Dunn"
    );
}
