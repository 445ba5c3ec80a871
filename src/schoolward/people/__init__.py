"""Schools, trusts, pupils, their families, enrolments and cohorts, as people search, link and are given scope by."""
