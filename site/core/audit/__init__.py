"""An append-only record of who changed whose rights, money, agenda, attendance or certificate."""
