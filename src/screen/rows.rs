//! Moving among the rows of a list.

use crate::command::Command;

/// Where a command leads from row `at` of `rows`, of which `page` are in sight; `None` where it is about no list.
pub fn go(command: Command, at: usize, rows: usize, page: usize) -> Option<usize> {
    let last = rows.saturating_sub(1);
    let page = page.max(2) - 1; // a row in common helps to keep the place
    let to = match command {
        Command::NextRow | Command::Down => at.saturating_add(1),
        Command::PreviousRow | Command::Up => at.saturating_sub(1),
        Command::PageDown => at.saturating_add(page),
        Command::PageUp => at.saturating_sub(page),
        Command::FirstRow => 0,
        Command::LastRow => last,
        _ => return None, // every other command belongs to the screen that has the list
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_where_its_rows_end() {
        let cases = [
            (Command::NextRow, 3, Some(4)),
            (Command::NextRow, 9, Some(9)),
            (Command::PreviousRow, 0, Some(0)),
            (Command::PageDown, 1, Some(4)),
            (Command::PageUp, 2, Some(0)),
            (Command::FirstRow, 5, Some(0)),
            (Command::LastRow, 5, Some(9)),
            (Command::Choose, 5, None),
        ];
        for (command, at, expected) in cases {
            assert_eq!(go(command, at, 10, 4), expected, "{command:?} at {at}");
        }
        assert_eq!(go(Command::LastRow, 0, 0, 0), Some(0));
    }
}
