"""The steps that schools and the authority have taken with the borough's children, as their own systems hold them."""
