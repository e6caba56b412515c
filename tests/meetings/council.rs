//! A full council in the real terminal: an amendment to an amendment, a tie, an interest, a vote of somebody's own.

use insta::assert_snapshot;

use crate::support::{Desk, Terminal};

/// Who sits on it, in the order of the roll, and as what.
const MEMBERS: [(&str, &str); 8] = [
    ("Cllr Winifred Askew", "Mayor"),
    ("Cllr Bram Oyelaran", "Deputy Mayor"),
    ("Cllr Ines Calloway", ""),
    ("Cllr Rufus Daintry", ""),
    ("Cllr Piers Holt", ""),
    ("Cllr Godfrey Mumby", ""),
    ("Cllr Tamsin Pell", ""),
    ("Cllr Shirin Vaziri", ""),
];

/// "7.04pm" as "7.__pm": the program's clock goes on while the test runs.
pub fn without_minutes(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut shown = String::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        shown.push(*letter);
        at += 1;
        let of_a_time = letters.get(at + 2).is_some_and(|half| "ap".contains(*half));
        if *letter == '.' && at > 1 && digit(at - 2) && digit(at) && digit(at + 1) && of_a_time {
            shown.push_str("__");
            at += 2;
        }
    }
    shown
}

/// Puts somebody on the roll who is no officer.
pub fn seat(terminal: &mut Terminal, name: &str, role: &str) {
    terminal.press("n");
    terminal.wait("Somebody more on the roll");
    terminal.press(&format!("{name}<Tab>Councillors<Tab>y<Tab>{role}<C-s>"));
    terminal.wait_gone("Somebody more on the roll");
}

pub fn open_the_council(desk: &Desk) -> Terminal {
    let now = ("MINUTEBOOK_TEST_NOW", "2031-05-20T19:00:00+01:00");
    let mut terminal = desk.open_with(&[], &[now], (80, 24));
    terminal.wait("This register is empty");
    terminal.press("nSaltmarsh Borough Council<Tab>SBC<Tab>Council<Tab>today<Tab>7pm<Tab>");
    terminal.press("Guildhall<Tab><Tab>c");
    terminal.wait("council");
    terminal.press("<C-s>");
    terminal.wait("Called for Tuesday 20 May 2031.");
    terminal.wait("Tue 20 May 2031");
    terminal.press("<Enter>");
    terminal.wait("Apologies for absence");
    terminal.press("<C-r>");
    terminal.wait("Roll ·");
    for (name, role) in MEMBERS {
        seat(&mut terminal, name, role);
    }
    terminal.press("n");
    terminal.wait("Somebody more on the roll");
    terminal.press("Ms Ottoline Reeve, Town Clerk<C-s>");
    terminal.wait_gone("Somebody more on the roll");
    terminal.press("<Esc>");
    terminal.wait_gone("Roll ·");
    terminal
}

#[test]
fn a_full_council_in_the_real_terminal() {
    let desk = Desk::new();
    let mut terminal = open_the_council(&desk);
    // Apologies: nobody sent any. An interest is declared in item 7.
    terminal.press("<F2><C-n>All members were present.<Enter><C-n>");
    terminal.press("<A-s>Pell<Tab>d<Tab>7<Tab>as the tenant of a kiosk on Salt Lane<C-s>");
    terminal.wait("kiosk on Salt Lane");
    terminal.wait_gone("A declaration of interest");
    // The last minutes: what was prepared is moved; one of two against has their own vote recorded.
    terminal.press("<C-n><A-'>Daint<Tab>Callo<Tab><C-s><A-=>h5<Enter>2<Enter><Enter>");
    terminal.wait("CARRIED · 5 for, 2 against, 1 abstained");
    terminal.press("<A-=>oHolt<Tab><C-s>");
    terminal.wait("Recorded: Cllr Holt voted against it.");
    terminal.press("<C-n><A-s>the regatta raised £4,100<Enter><Enter>");
    // Somebody of the public, with a supplementary question.
    let before = terminal.keys;
    terminal.press(
        "<C-n><A-s>Mr Eddy Truscott<Tab>the Salt Lane Traders<Tab>Will the market return?<Tab>",
    );
    terminal.press("Oyel<Tab>In May<Tab>On Saturdays too?<Tab>That is being looked at");
    terminal.wait("being looked at");
    assert_snapshot!(
        "council_question",
        without_minutes(&crate::workshop::seen(&terminal))
    );
    terminal.press("<C-s>");
    terminal.wait("asked a supplementary question");
    let keys = terminal.keys - before;
    terminal.press("<C-n><A-0>");
    // The member with an interest goes when the item is put; the list is pasted.
    terminal.press("<C-n><A-.>");
    terminal.press("The Committee recommended these tariffs:");
    terminal.wait("recommended these tariffs:");
    terminal.paste(
        "Car park\tAn hour\tA day\nSalt Lane\t£1.20\t£6.00\nQuay\t£1.50\t£7.50\n".as_bytes(),
    );
    terminal.wait("A table recorded");
    terminal.press("<A-'>Daint<Tab>Callo<Tab>That the tariffs be approved from 1 June<C-s><A-=>h6<Enter>1<Enter><Enter>");
    terminal.wait("CARRIED · 6 for, 1 against");
    assert_snapshot!(
        "council_tariffs",
        without_minutes(&crate::workshop::seen(&terminal))
    );
    terminal.press("<C-n><A-.>");
    // An amendment to an amendment, and a tie on it.
    terminal.press(
        "<A-'>Pell<Tab>Daint<Tab>That a tree be planted for each household in the borough<C-s>",
    );
    terminal.wait_gone("A motion");
    terminal.press("<A-'>Callo<Tab>Mumb<Tab><Tab><End> by 2035<C-s>");
    terminal.wait_gone("An amendment");
    terminal.press("<A-'>Vaz<Tab>Holt<Tab><Tab><End><BS>3");
    terminal.wait("2033");
    assert_snapshot!(
        "council_amendment",
        without_minutes(&crate::workshop::seen(&terminal))
    );
    terminal.press("<C-s>");
    terminal.wait_gone("An amendment");
    terminal.press("<F4>");
    terminal.wait("Meeting adjourned");
    terminal.press("<F4>");
    terminal.wait("Meeting resumed");
    terminal.press("<A-=>h4<Enter>4<Enter><Enter>");
    terminal.wait("The casting vote of Cllr Askew");
    terminal.press("f");
    terminal.wait("CARRIED");
    terminal.press("<A-=>a");
    terminal.wait_gone("agreed, nobody against");
    terminal.press("<A-=>");
    terminal.wait("by 2033");
    terminal.press("nfffafbaf<Enter>");
    terminal.wait("CARRIED by name · 5 for, 2 against, 1 abstained");
    terminal.press("<C-n><A-0><C-n><A-0><C-n><A-s>Tue 8 July 2031<Tab>7pm<C-s>");
    terminal.wait("in the diary:");
    terminal.press("<A-j>");
    terminal.wait("Item 12 skipped");
    terminal.press("<F10>");
    terminal.wait("Close the meeting");
    terminal.press("<F10>");
    terminal.wait("Meeting closed.");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0);

    let minutes = desk.printed(&["export", "2031-05-20"]);
    assert_snapshot!("council_minutes", without_minutes(&minutes));
    comes_back(&desk);
    let asked = minutes.lines().filter(|line| {
        ["Truscott", "Oyelaran replied"]
            .iter()
            .any(|part| line.contains(part))
    });
    let said: usize = asked.map(|line| line.chars().count()).sum();
    println!("the question and its answers: {keys} keys for {said} letters");
    assert!(keys < said, "{keys} keys for {said} letters");
    assert!(desk.run(&["check"]).status.success());
}

/// The minutes, read again from each format that is handed on: what was resolved, and every vote with who moved it.
fn comes_back(desk: &Desk) {
    let folder = tempfile::tempdir().unwrap();
    for (format, ending) in [("text", "txt"), ("markdown", "md"), ("docx", "docx")] {
        let file = folder.path().join(format!("minutes.{ending}"));
        let file = file.to_str().unwrap();
        desk.printed(&["export", "2031-05-20", "--format", format, "--output", file]);
        let read = desk.printed(&["import", "--dry-run", "--format", "json", file]);
        let read: serde_json::Value = serde_json::from_str(&read).unwrap();
        let read = read.get(0).unwrap_or(&read);
        let texts = |list: &str, field: &str| -> Vec<String> {
            let all = read[list].as_array().unwrap().iter();
            all.map(|one| one[field].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(
            texts("resolutions", "text"),
            [
                "That the minutes of the last meeting be approved as a correct record and signed by the Chair.",
                "That the tariffs be approved from 1 June.",
                "That a tree be planted for each household in the borough by 2033.",
            ],
            "{format}"
        );
        let votes: Vec<String> = read["votes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|vote| {
                let sides = ["for", "against", "abstain"].map(|side| vote[side].to_string());
                let mover = vote["mover"].as_str().unwrap_or("-");
                format!("{mover} {}", sides.join(" "))
            })
            .collect();
        assert_eq!(
            votes,
            [
                "Councillor Rufus Daintry 5 2 1",
                "Councillor Rufus Daintry 6 1 null",
                "Councillor Tamsin Pell null null null",
                "Councillor Ines Calloway null null null",
                "Councillor Shirin Vaziri 4 4 null",
                "- 5 2 1",
            ],
            "{format}"
        );
        assert_eq!(read["items"].as_array().unwrap().len(), 11, "{format}");
        assert_eq!(read["present"].as_array().unwrap().len(), MEMBERS.len());
        assert_eq!(read["next_meeting"], "2031-07-08");
    }
}
