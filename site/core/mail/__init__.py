"""The stored outbox: every mail is a row first, then sent by a task, one recipient each."""
