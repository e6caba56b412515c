//! Dates and times as people in Britain write them.
