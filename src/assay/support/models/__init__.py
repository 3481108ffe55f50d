from assay.support.models.clock import TicketClock, TicketPause
from assay.support.models.ticket import Ticket, TicketFile, TicketMessage, TicketStep

__all__ = ["Ticket", "TicketClock", "TicketFile", "TicketMessage", "TicketPause", "TicketStep"]
