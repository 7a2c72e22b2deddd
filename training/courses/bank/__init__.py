"""The bank of questions and the rules of quizzes, as the training office edits them."""
