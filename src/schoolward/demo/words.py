"""Holds the words that make the borough's names; none is meant for a living person or a real school."""

FORENAMES = (
    "Ada Adeel Aisha Alba Alfie Alice Amara Amelia Amir Anaya Anna Anwen Archie Aria Arjun Arlo Arthur Asha "
    "Asher Ava Ayaan Ayla Bea Bella Ben Beth Bilal Blake Bodhi Bonnie Caleb Callum Cara Carys Cassie Cerys "
    "Charlie Chloe Clara Cody Conor Cora Daisy Daniel Dara Darcy David Delilah Dev Dexter Dylan Eden Edie "
    "Edith Edward Eleanor Elena Eli Elif Eliza Ella Ellis Elodie Elsie Emil Emily Emma Enzo Erin Esme Ethan "
    "Eva Evan Evie Ezra Faith Farah Fatima Felix Fern Finlay Finn Flora Florence Frankie Freddie Freya Gabriel "
    "George Georgia Grace Gracie Gwen Hafsa Hana Hannah Harper Harris Harry Harvey Haroon Hazel Heidi Henry "
    "Holly Hope Hugo Ibrahim Ida Imogen India Inaya Ines Iris Isaac Isla Ismail Ivy Jack Jacob Jamal James "
    "Jasmine Jasper Jay Jaya Jesse Jessica Joel Jonah Joseph Josie Joshua Jude Julia Juno Kai Kate Kayla Keira "
    "Kian Kit Kiran Lacey Laila Lara Laura Layla Leah Leila Lena Leo Leon Lewis Liam Lila Lily Logan Lola "
    "Louie Louis Luca Lucas Lucy Luka Luke Lyra Mabel Maddox Maeve Maggie Mali Margot Maria Marley Martha "
    "Maryam Mason Matilda Max Maya Megan Mia Mila Millie Mina Miriam Molly Morgan Musa Muhammad Myla Nadia "
    "Naomi Nathan Nell Niamh Nina Noah Noor Nora Oisin Olive Oliver Olivia Omar Ophelia Orla Oscar Otis Otto "
    "Owen Pearl Penny Percy Phoebe Poppy Priya Quinn Rafael Rafe Raya Reggie Reuben Rhys Riley River Robin "
    "Robyn Roman Ronnie Rory Rosa Rose Rosie Rowan Ruby Rufus Ruth Ryan Safa Saira Sam Samuel Sara Scarlett "
    "Seb Selma Seth Sienna Simran Skye Sofia Sonny Sophie Stanley Stella Summer Tahir Talia Tara Tariq Ted "
    "Teddy Thea Theo Thomas Tilly Toby Tom Umar Una Uma Vera Victor Vincent Violet Wilf Will Willow Winnie "
    "Wren Xander Yara Yasmin Yusuf Zac Zain Zainab Zara Zeke Zoe Zoya Zuri"
).split()
ACCENTED_FORENAMES = ("Chloë", "Zoë", "Renée", "José", "Siân", "Róisín", "Anaïs", "Jürgen")

SURNAMES = (
    "Abbot Acland Adeyemi Ahmed Ainley Akhtar Alder Ali Allerby Ambler Amos Appleyard Arden Ashdown Aspin "
    "Atwell Ayres Bagley Baines Bajwa Bancroft Barlow Barrow Bashir Batty Beck Begum Bell Bellis Bennet Berry "
    "Bibby Binns Birch Blyth Bolland Booth Bowker Bracken Bradley Brear Briggs Brook Broom Burrows Byrne Cain "
    "Calder Carr Chadda Chan Chapel Cheetham Chen Clegg Clough Coates Cole Conway Copley Corby Cotter Crabtree "
    "Croft Crowther Cullen Dalby Danso Darby Dawes Deane Denby Desai Dickens Dobbs Doyle Drake Duffy Dunne "
    "Eames Eaves Eccles Ellery Emery Entwistle Espin Fairley Farrow Fawcett Fenn Fielding Finch Firth Flint "
    "Foley Fosse Frost Fryer Gale Garside Gaunt Gill Glover Goddard Grady Graves Greaves Grimshaw Hagan Haigh "
    "Hale Hallam Hanif Hardcastle Hargreave Harker Haworth Heald Heath Hebden Hepworth Heywood Hindle Hobbs "
    "Holden Holt Hooley Horrocks Howarth Hussain Hyland Ibbotson Idris Iqbal Irwin Ives Jagger Jain Jardine "
    "Jessop Joyce Kaur Kay Keane Kelsall Kenyon Khan Kilburn Kirkby Knowles Kumar Lacey Lamb Langley Larkin "
    "Laycock Leach Lees Lister Lomax Lovell Lowe Lunn Mahmood Maher Malik Marsden Marsh Mather Maynard Mbeki "
    "Meadows Mellor Mensah Metcalf Midgley Milner Mirza Moffat Moran Moss Mott Naylor Nazir Neary Newbold "
    "Nolan Norris Nowak Nuttall Oakes Obi Odell Ogden Okafor Oldroyd Openshaw Orme Osei Padgett Palin Parr "
    "Patel Peel Pell Pickles Pilling Platt Pollard Popov Potts Prior Quigley Rahman Raine Ramsden Rao Rawson "
    "Reddy Redfern Rhodes Rigby Riley Roach Rook Rostron Rowe Rushton Ryder Salt Sandhu Saville Scholes Sharp "
    "Shaw Sheard Shore Siddall Singh Slack Slater Snape Sowden Speight Stott Sugden Sutcliffe Swann Swift Tait "
    "Tattersall Teale Thorpe Tighe Todd Toft Townley Tranter Turton Tyas Unsworth Varley Vaughan Vickers Wadham "
    "Walsh Warburton Ward Waring Watt Weir Welsby Whalley Wheeler Whitham Wilde Winder Wolski Wragg Yates Yeo "
    "Younis Zaman"
).split()

PLACES = (
    "Quarrelbeck Sallowmere Ostlermoor Fennickshaw Drabblecombe Tansywick Wickenlow Corvenholt Maddlegarth "
    "Thrapplesby Pellowhurst Vantercliffe Jessamoor Lathercote Ockleby Hobberside Grindlewick Sorrelgarth "
    "Umberstead Yarrickdale Nettlethwaite Kestlemoor Bramsedge Cuddlestone Dunnockholme Elverthorn Figgleton "
    "Gossamwell Hathercomb Ivelstead Jarrowick Knapplethorpe Lorimershaw Mossenby Nuthatchley Orrelbank "
    "Pipperdale Quillstead Rindleford Scattergate Tollermere Ulverside Vennelbrook Wagtailby Yaffleworth "
    "Zennorcote Aldercastle Bittermoss Cobblewick Dapplemoor Eskerwell Flaxenthorpe Gandermere Hollinsedge "
    "Inklebeck Jackdawley Kindlebrook Lampwick Marrowdale Nibthwaite Oddlecombe Pottersmoss Quenbyside "
    "Rushenholt Skelderby Twindlegate Ullockmere Vixenholme Wimberdale Yewderby Zealcroft Applegarrow "
    "Brockleside Candlemoss Dimblethorpe Embersedge Fallowgarth Gorsewick Harebellow Ixworthby Jostlemoor "
    "Kittlebeck Lintonshaw Mizzleford Nobblethorn Ottersgate Plumberdale Quincegarth Rattlebeck Sprindlehurst "
    "Tuffetmere Usherwick Velvetmoss Winterlow Yonderby Bellhanger Crakebank Dovenside Farthinglow Gullymere "
    "Hempsgarth Larrickby Merrowfold Oxenspring Pennyfold Ruddlewick Saltersmere Thistlegate Wrenspool "
    "Amblethorn Bracklemoor Cressgarth Dallowby Fernickdale Gilderwick Hazzleford Kempsholme Mopplebeck Pindleshaw "
    "Rammerscale Stubblecote Tippetmere Wexlegarth Yarrowstead"
).split()

INVENTED_SAINTS = tuple(
    f"St {name}" for name in "Orrin Maudra Tevlin Ysolde Corbrin Elwith Pellan Dunwen".split()
)

WARDS = (
    "Alderhanger",
    "Beckfold",
    "Castle Mossing",
    "Dunnock Hill",
    "Eastermoor",
    "Fennick",
    "Gandergate",
    "Hobber",
    "Inkle and Marrow",
    "Kestle North",
    "Kestle South",
    "Lampwick",
    "Millgarth",
    "Nettlebank",
    "Ostler",
    "Pipper Vale",
    "Quarrel",
    "Rushen",
    "Sallow East",
    "Sallow West",
    "Tansy Green",
)

TRUSTS = (
    "Kestle Valley Schools Trust",
    "The Lantern and Loom Academy Trust",
    "Sallow Learning Partnership",
    "Diocese of Pellan Academies",
    "Gander Green Special Schools Trust",
)
