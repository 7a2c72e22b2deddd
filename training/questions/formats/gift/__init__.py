"""GIFT, the text format of Moodle, as far as our kinds of question go; any other kind is a fault, never a guess."""
