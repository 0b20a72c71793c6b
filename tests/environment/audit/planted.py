"""One breach planted in the good day's books for each way in which a check can fail."""

from .planted_money import CODES, MONEY, ORDERS
from .planted_stock_and_mails import MAILS, STOCK
from .planted_unfinished_work import IN_FLIGHT, INSIDE

PLANTS = [*MONEY, *ORDERS, *CODES, *STOCK, *MAILS, *IN_FLIGHT, *INSIDE]
