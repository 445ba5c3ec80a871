"""Holds the words that make parents and homes; none is meant for a living person or a real place."""

MOTHERS = (
    "Aurelia Briony Calista Dorothea Elowen Florinda Gwenda Honora Isolde Jessamy Keziah Lavinia".split()
)
FATHERS = (
    "Ambrose Barnaby Crispin Dunstan Everard Fabian Gideon Horatio Ignatius Jolyon Lysander Mortimer".split()
)
ELDERS = "Agatha Clement Ernestine Godfrey Hepzibah Lambert Octavia Philomena Reginald Ursula".split()
SURNAMES = "Quillstead Wagtailby Pipperdale Mossenby Tollermere Drabblecombe Yaffleworth Corvenholt".split()
STREETS = "Lamplighter Row,Thimble Street,Kettle Lane,Dovecote Rise,Pudding Hill,Marigold Close".split(",")
TOWN = "Demo Town"
TELEPHONE = "01632 960{number:03}"
"""Numbers that Ofcom keeps for stories and that reach nobody."""
