"""All that Python's libraries warn of."""
import contextlib
import logging
import warnings


class Told(logging.Handler):
    """What they say through absl or TensorFlow's logger instead of as a warning; not that several models mean several programs."""

    def __init__(self):
        super().__init__()
        self.messages = []
        for logger in ("absl", "tensorflow"):
            logging.getLogger(logger).addHandler(self)

    def emit(self, record):
        if record.levelno >= logging.WARNING and "retracing" not in record.getMessage():
            self.messages.append(record.getMessage())

    @contextlib.contextmanager
    def during(self):
        """A list that holds, once the block is left, what it warned of."""
        self.messages, all_of_it = [], []
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield all_of_it
        all_of_it += [str(warning.message) for warning in caught] + self.messages
