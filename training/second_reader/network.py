"""The network: MiniLM with two answers more: the acts of a sentence, and what its names are to them."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

WIDTH = 384
HEADS = 12


ROLES = 3
"""What a name or a date may be to an act: who did it (or either of both), whom it was done to, its day."""


class Reader(nn.Module):
    """MiniLM (Wang et al. 2020) under two linear answers.

    Args:
        folder: Where the network as it was trained on general English lies.
        pieces: Rows of its table of pieces that are kept.
        kinds: How many kinds of act are told apart.
    """

    def __init__(self, folder: Path, pieces: Sequence[int], kinds: int) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(folder, attn_implementation="eager")
        rows = self.body.embeddings.word_embeddings.weight.data[list(pieces)].clone()
        self.body.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)
        self.drop = nn.Dropout(0.1)
        self.types = nn.Linear(2 * WIDTH, kinds)
        self.role = nn.Linear(WIDTH, ROLES)
        self.own_role = nn.Linear(WIDTH, ROLES * kinds, bias=False)
        with torch.no_grad():
            self.types.bias[:] = -4.0  # few sentences tell an act
            self.own_role.weight.mul_(0.1)

    def forward(
        self, pieces: torch.Tensor, parts: torch.Tensor, is_there: torch.Tensor, names: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the log odds of each kind for each sentence, and of each role and kind for each name.

        Args:
            pieces: Numbers of pieces, a row a sentence, filled up with 0.
            parts: 0 for the sentence itself, 1 for the one before it.
            is_there: 1 for a piece, 0 for filling.
            names: For each sentence and name the share of each piece in it.
        """
        heard = self.body(input_ids=pieces, token_type_ids=parts, attention_mask=is_there).last_hidden_state
        own = (is_there.bool() & (parts == 0)).unsqueeze(-1)
        mean = (heard * own).sum(1) / own.sum(1)
        most = heard.masked_fill(~own, -1e4).max(1).values
        kinds = self.types(self.drop(torch.cat([mean, most], 1)))
        return kinds, self.roles(self.drop(names @ heard))

    def roles(self, named: torch.Tensor) -> torch.Tensor:
        """Return the log odds of each role and kind for each name."""
        return self.role(named).unsqueeze(-1) + self.own_role(named).unflatten(-1, (ROLES, -1))


class OnePage(nn.Module):
    """The same for one page without filling, in plain steps, so that the exported graph is small."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: torch.Tensor, parts: torch.Tensor, names: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the log odds of each kind, and of each role and kind for each name."""
        words = self.reader.body.embeddings
        place = words.position_embeddings.weight[: pieces.shape[1]].unsqueeze(0)
        which = words.token_type_embeddings(parts)
        heard = words.LayerNorm(words.word_embeddings(pieces) + place + which)
        for layer in self.reader.body.encoder.layer:
            looks = layer.attention.self
            query, key, value = (
                part(heard).view(1, -1, HEADS, WIDTH // HEADS).transpose(1, 2)
                for part in (looks.query, looks.key, looks.value)
            )
            share = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS), -1)
            seen = (share @ value).transpose(1, 2).reshape(1, -1, WIDTH)
            out = layer.attention.output
            heard = out.LayerNorm(out.dense(seen) + heard)
            out = layer.output
            heard = out.LayerNorm(out.dense(nn.functional.gelu(layer.intermediate.dense(heard))) + heard)
        own = (1 - parts).unsqueeze(-1).to(heard.dtype)
        mean = (heard * own).sum(1) / own.sum(1)
        most = (heard - 1e4 * (1 - own)).max(1).values
        return self.reader.types(torch.cat([mean, most], 1))[0], self.reader.roles(names @ heard[0])
