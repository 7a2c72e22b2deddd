"""Terms of payment as data: days, reminders, what lateness costs."""
