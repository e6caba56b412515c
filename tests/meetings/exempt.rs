//! A panel in the real terminal that excludes the public; then every file of its two copies.

use std::path::Path;

use crate::council::seat;
use crate::support::{Desk, Terminal};

/// Stands in everything that is said while the public is out.
const SECRET: &str = "Quillfeather";

fn open_the_panel(desk: &Desk) -> Terminal {
    let now = ("MINUTEBOOK_TEST_NOW", "2031-05-20T19:00:00+01:00");
    let mut terminal = desk.open_with(&[], &[now], (80, 24));
    terminal.wait("This register is empty");
    terminal.press("nHarbour Scrutiny Panel<Tab>HSP<Tab>Panel<Tab>today<Tab>7pm<Tab>");
    terminal.press("Guildhall<C-s>");
    terminal.wait("Tue 20 May 2031");
    terminal.press("<Enter>");
    terminal.wait("Declarations");
    terminal.press("<C-r>");
    terminal.wait("Roll ·");
    for (name, role) in [("Cllr Bram Oyelaran", "Chair"), ("Cllr Ines Calloway", "")] {
        seat(&mut terminal, name, role);
    }
    terminal.press("P<Esc>");
    terminal.wait_gone("Roll ·");
    terminal
}

/// Every file of a folder as bytes, those that are packed unpacked as far as their text goes.
fn holding(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let bytes = std::fs::read(&path).expect("it can be read");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = if path.extension().is_some_and(|end| end == "docx") {
            minutebook::intake::file::read(&name, &bytes)
                .expect("a document")
                .text
        } else {
            // Mails break their lines within words.
            String::from_utf8_lossy(&bytes).replace("=\r\n", "")
        };
        if text.contains(words) {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[test]
fn no_file_of_the_public_copy_holds_an_exempt_word_and_the_full_one_says_what_it_is() {
    let desk = Desk::new();
    let mut terminal = open_the_panel(&desk);
    terminal.press("<F2><C-n>None were made.<Enter><C-n>");
    terminal
        .press("<A-/>3<Tab><Tab>Oyel<Tab>Callo<Tab>Tenders for the slipway were compared.<C-s>");
    terminal.wait("agreed, nobody against");
    terminal.press("a");
    terminal.wait("stamps that the public left");
    terminal.press("<A-/>");
    terminal.wait("EXEMPT – public excluded since");
    terminal.press(&format!("{SECRET} asked for half.<Enter>"));
    terminal.press(&format!("!Write to {SECRET} @Callo<Tab> >1 June<Enter>"));
    terminal.press(&format!("+{SECRET} was quick<Enter>"));
    terminal.wait("was quick");
    terminal.press("<A-/>");
    terminal.wait("The public came back");
    terminal.press("<C-n>The programme was noted.<Enter>");
    terminal.press("!Paint the rails @Oyel<Tab> >July<Enter>");
    terminal.press("<F10>");
    terminal.wait("Close the meeting");
    terminal.press("<F10>");
    terminal.wait("Meeting closed.");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0);

    let public = desk.printed(&["export", "latest"]);
    assert!(!public.contains(SECRET), "{public}");
    for words in [
        "Section 100A(4) of the Local Government Act 1972",
        "The public and press left the meeting at",
        "Tenders for the slipway were compared.",
        "The public and press returned to the meeting at",
        "The programme was noted.",
    ] {
        assert!(public.contains(words), "{words}: {public}");
    }
    let folder = desk.register().with_file_name("public");
    desk.printed(&[
        "export",
        "latest",
        "--all",
        folder.to_str().expect("a name"),
    ]);
    assert_eq!(holding(&folder, SECRET), [""; 0]);
    assert!(holding(&folder, "slipway").len() > 5);

    let full = desk.printed(&["export", "latest", "--copy", "full"]);
    assert!(full.starts_with("NOT FOR PUBLICATION"), "{full}");
    assert!(
        full.contains(&format!("{SECRET} asked for half.")),
        "{full}"
    );
    let all = ["--copy", "full", "--all"];
    let whole = desk.register().with_file_name("full");
    let named = whole.to_str().expect("a name");
    desk.printed(&[&["export", "latest"], &all[..], &[named]].concat());
    let secret = holding(&whole, SECRET);
    assert!(secret.len() > 8, "{secret:?}");
    assert!(
        secret.iter().all(|name| name.contains("-full-")),
        "{secret:?}"
    );
    for name in holding(&whole, SECRET) {
        let says = [".txt", ".md", ".html"];
        if says.iter().any(|end| name.ends_with(end)) {
            assert!(
                holding(&whole, "NOT FOR PUBLICATION").contains(&name),
                "{name}"
            );
        }
    }

    // The clerk's own lists have it, and say what it is.
    let actions = desk.printed(&["actions"]);
    assert!(actions.contains(SECRET), "{actions}");
    assert!(
        actions
            .lines()
            .any(|line| line.contains(SECRET) && line.ends_with("EXEMPT")),
        "{actions}"
    );
    let json = desk.printed(&["actions", "--format", "json"]);
    assert!(json.contains("\"exempt\":true"), "{json}");
    let public = desk.run(&["actions", "--format", "csv", "--copy", "public"]);
    let said = String::from_utf8(public.stderr).expect("text");
    assert!(said.contains("left out of this public copy"), "{said}");
    let public = String::from_utf8(public.stdout).expect("text");
    assert!(
        !public.contains(SECRET) && public.contains("rails"),
        "{public}"
    );
    let found = desk.printed(&["search", SECRET]);
    assert!(
        found.lines().all(|line| line.ends_with("EXEMPT")),
        "{found}"
    );
    assert!(desk.run(&["check"]).status.success());
}
