"""The network: MiniLM with one answer more: which acts a sentence tells."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

WIDTH = 384
HEADS = 12


class Reader(nn.Module):
    """MiniLM (Wang et al. 2020) under a linear answer.

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
        with torch.no_grad():
            self.types.bias[:] = -4.0  # few sentences tell an act

    def forward(self, pieces: torch.Tensor, is_there: torch.Tensor) -> torch.Tensor:
        """Return the log odds of each kind for each sentence.

        Args:
            pieces: Numbers of pieces, a row a sentence, filled up with 0.
            is_there: 1 for a piece, 0 for filling.
        """
        heard = self.body(input_ids=pieces, attention_mask=is_there).last_hidden_state
        there = is_there.bool().unsqueeze(-1)
        mean = (heard * there).sum(1) / there.sum(1)
        most = heard.masked_fill(~there, -1e4).max(1).values
        return self.types(self.drop(torch.cat([mean, most], 1)))


class OneSentence(nn.Module):
    """The same for one sentence without filling, in plain steps, so that the exported graph is small."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        """Return the log odds of each kind."""
        words = self.reader.body.embeddings
        place = words.position_embeddings.weight[: pieces.shape[1]].unsqueeze(0)
        heard = words.LayerNorm(words.word_embeddings(pieces) + place + words.token_type_embeddings.weight[0])
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
        return self.reader.types(torch.cat([heard.mean(1), heard.max(1).values], 1))[0]
