//! Agendas.
