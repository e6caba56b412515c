//! What is no register that this program may write in: refused in plain words, and left byte for byte as it is.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::council::Council;
use crate::disk::say;
use crate::support::Desk;

/// Opens the program on a register that it must refuse; gives its words.
fn words_of_refusal(desk: &Desk, register: &Path, prefix: &[&str]) -> String {
    let before = contents(register);
    let around = names(register.parent().unwrap());
    let program = env!("CARGO_BIN_EXE_minutebook");
    let mut command = CommandBuilder::new(prefix.first().unwrap_or(&program));
    if let [_, rest @ ..] = prefix {
        command.args(rest);
        command.arg(program);
    }
    let env = [("MINUTEBOOK_REGISTER", register.to_str().unwrap())];
    let mut terminal = desk.start(command, &env, (200, 24));
    let code = terminal.ends_within(Duration::from_secs(10));
    assert_eq!(code, Some(1), "{}", terminal.screen());
    terminal.end();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains('\x1b'), "the terminal was not taken: {raw:?}");
    assert_eq!(contents(register), before, "not touched");
    assert_eq!(
        names(register.parent().unwrap()),
        around,
        "nothing was put beside it"
    );
    assert!(!raw.contains("Error {") && !raw.contains("Os {"), "{raw}");
    let words = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    // For scripts the same words, and the same code.
    let output = desk.run(&["--register", register.to_str().unwrap(), "check"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(contents(register), before, "not touched by check");
    words
}

fn contents(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_of_another_kind() {
    let desk = Desk::new();
    let file = desk.path().join("letter.txt");
    std::fs::write(
        &file,
        "Dear Councillor, thank you for your letter of the third. ".repeat(200),
    )
    .unwrap();
    let words = words_of_refusal(&desk, &file, &[]);
    assert!(words.ends_with("is not a register: it is some other kind of file. It was not touched; name another file."), "{words}");
    std::fs::write(&file, "Dear").unwrap();
    let words = words_of_refusal(&desk, &file, &[]);
    assert!(words.contains("not a register"), "{words}");
}

#[test]
fn a_folder() {
    let desk = Desk::new();
    let folder = desk.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let words = words_of_refusal(&desk, &folder, &[]);
    assert!(words.contains("is a folder"), "{words}");
}

#[test]
fn a_register_cut_short() {
    let desk = Desk::new();
    Council::default().lay_in(&desk.register());
    let whole = std::fs::read(desk.register()).unwrap();
    std::fs::write(desk.register(), &whole[..whole.len() / 2]).unwrap();
    let words = words_of_refusal(&desk, &desk.register(), &[]);
    assert!(words.contains("is damaged ("), "{words}");
    let advice = "It was not touched: copy it to a safe place, then open your latest backup.";
    assert!(words.ends_with(advice), "{words}");
    std::fs::write(desk.register(), &whole[..700]).unwrap();
    let words = words_of_refusal(&desk, &desk.register(), &[]);
    assert!(
        words.contains("damaged") || words.contains("not a register"),
        "{words}"
    );
}

#[test]
fn a_register_overwritten_in_its_middle() {
    let desk = Desk::new();
    Council::default().lay_in(&desk.register());
    let mut bytes = std::fs::read(desk.register()).unwrap();
    bytes[100..4_000].fill(0xA5);
    std::fs::write(desk.register(), &bytes).unwrap();
    let words = words_of_refusal(&desk, &desk.register(), &[]);
    assert!(words.contains("is damaged"), "{words}");
}

#[test]
fn a_register_of_a_newer_program() {
    let desk = Desk::new();
    Council::default().lay_in(&desk.register());
    // Where SQLite keeps the user_version: offset 60, big-endian.
    let mut bytes = std::fs::read(desk.register()).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(desk.register(), &bytes).unwrap();
    let words = words_of_refusal(&desk, &desk.register(), &[]);
    assert!(
        words.contains("was written by a newer minutebook (register version 99"),
        "{words}"
    );
    assert!(words.contains("Install the newer program"), "{words}");
}

/// How a program is run by somebody whom the rights of files bind; nobody else is asked where we are bound ourselves.
fn as_somebody(desk: &Desk) -> Option<Vec<&'static str>> {
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if !is_root {
        return Some(Vec::new());
    }
    let prefix = [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "--",
    ];
    let works = Command::new(prefix[0])
        .args(&prefix[1..])
        .args([env!("CARGO_BIN_EXE_minutebook"), "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !works {
        say("refused: SKIPPED, this is root, and the program cannot be run as somebody else");
        return None;
    }
    let owned = Command::new("chown")
        .args(["-R", "65534:65534"])
        .arg(desk.path())
        .status()
        .unwrap();
    assert!(owned.success());
    Some(prefix.to_vec())
}

fn set_rights(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Opens a register that can be read but not written: the meeting is shown, and says that it is only to be read.
fn is_only_read(desk: &Desk, register: &Path, prefix: &[&str], why: &str) {
    let before = contents(register);
    let mut command =
        CommandBuilder::new(prefix.first().unwrap_or(&env!("CARGO_BIN_EXE_minutebook")));
    if let [_, rest @ ..] = prefix {
        command.args(rest);
        command.arg(env!("CARGO_BIN_EXE_minutebook"));
    }
    let env = [("MINUTEBOOK_REGISTER", register.to_str().unwrap())];
    let mut terminal = desk.start(command, &env, (200, 24));
    terminal.wait("Wharves and Markets Board");
    terminal.press("<Enter>");
    terminal.wait("READ ONLY");
    terminal.wait(&format!("Only to be read: {why}"));
    terminal.press("Written all the same.<Enter>");
    terminal.wait("> Written all the same.");
    terminal.wait(&format!("Only to be read: {why}"));
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_sane());
    assert_eq!(contents(register), before, "not touched");
}

#[test]
fn a_register_that_may_only_be_read() {
    let desk = Desk::new();
    Council::default().lay_in(&desk.register());
    let Some(prefix) = as_somebody(&desk) else {
        return;
    };
    set_rights(&desk.register(), 0o400);
    is_only_read(
        &desk,
        &desk.register(),
        &prefix,
        "the file of the register is write-protected",
    );
}

#[test]
fn a_register_in_a_folder_that_may_only_be_read() {
    let desk = Desk::new();
    let folder = desk.path().join("council");
    std::fs::create_dir(&folder).unwrap();
    let register = folder.join("register.db");
    Council::default().lay_in(&register);
    let Some(prefix) = as_somebody(&desk) else {
        return;
    };
    set_rights(&folder, 0o500);
    is_only_read(
        &desk,
        &register,
        &prefix,
        "the folder of the register cannot be written",
    );
    set_rights(&folder, 0o700);
}

#[test]
fn a_new_register_where_nothing_may_be_made() {
    let desk = Desk::new();
    let folder = desk.path().join("council");
    std::fs::create_dir(&folder).unwrap();
    let Some(prefix) = as_somebody(&desk) else {
        return;
    };
    set_rights(&folder, 0o500);
    let words = words_of_refusal(&desk, &folder.join("register.db"), &prefix);
    set_rights(&folder, 0o700);
    assert!(
        words.contains("Look whether its folder exists and is yours to write in"),
        "{words}"
    );
}
