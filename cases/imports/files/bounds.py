"""How much of a file is read: whatever is brought in ends within these bounds, in text or in a refusal."""

MOST_BYTES = 20 * 1024 * 1024  # of the file itself; what `StoredFile` keeps, as its tests say
MOST_CHARACTERS = 2_000_000  # of the text: more than any list; the readers take minutes for so many
LONGEST_NAME = 200

MOST_MEMBERS = 2_000  # files within a .docx or .xlsx
MOST_UNZIPPED = 200 * 1024 * 1024
MOST_RATIO = 250  # of a member's size to its compressed size; sheets of numbers reach 100
SMALL_MEMBER = 1024 * 1024  # whose ratio says nothing

MOST_PAGES = 300
MOST_CELLS = 1_000_000  # of a workbook, empty ones between others counted
MOST_COLUMNS = 1_000

MOST_SECONDS = 60  # of one processor, in the process that reads one file
MOST_WAITING = 120  # seconds by the clock for the same
MOST_MEMORY = 1024 * 1024 * 1024  # address space of that process
MOST_CONVERTING = 60  # seconds for LibreOffice
