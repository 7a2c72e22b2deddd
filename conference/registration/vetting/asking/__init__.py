"""What reviewers ask an applicant before they decide, and what comes back."""
