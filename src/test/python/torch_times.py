#!/usr/bin/env python3
"""PyTorch in the part of bench.py that compares ways to train, on the models, weights and data that way_times.py made; prints a JSON line.

    python torch_times.py eager FOLDER MODEL BATCH EPOCHS      # or compile

As many threads as TensorFlow takes, batches that are views of one tensor, and Adam in one kernel: nothing that a user could not say himself.
"""
import json
import os
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

EPSILON = 1e-7  # Keras's


def put(parameter, values):
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))


def linear(kernel, bias):
    layer = nn.Linear(*kernel.shape)
    put(layer.weight, kernel.T), put(layer.bias, bias)
    return layer


def conv(kernel, bias):
    layer = nn.Conv2d(kernel.shape[2], kernel.shape[3], kernel.shape[0])
    put(layer.weight, kernel.transpose(3, 2, 0, 1)), put(layer.bias, bias)
    return layer


def norm(gamma, beta):
    layer = nn.LayerNorm(len(gamma), eps=1e-5)
    put(layer.weight, gamma), put(layer.bias, beta)
    return layer


def perceptron(w):
    return nn.Sequential(linear(*w[:2]), nn.ReLU(), linear(*w[2:]))


def convnet(w):
    """Keras flattens with the channels last, PyTorch with the channels first."""
    last = w[4].reshape(5, 5, 64, 10).transpose(2, 0, 1, 3).reshape(-1, 10)
    return nn.Sequential(conv(*w[:2]), nn.ReLU(), nn.MaxPool2d(2), conv(*w[2:4]), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), linear(last, w[5]))


class Lstm(nn.Module):
    """With one bias, as Keras has it: PyTorch's second stays zero."""

    def __init__(self, w):
        super().__init__()
        self.lstm, self.last = nn.LSTM(w[0].shape[0], w[1].shape[0], batch_first=True), linear(*w[3:])
        put(self.lstm.weight_ih_l0, w[0].T), put(self.lstm.weight_hh_l0, w[1].T), put(self.lstm.bias_ih_l0, w[2])
        nn.init.zeros_(self.lstm.bias_hh_l0).requires_grad_(False)

    def forward(self, x):
        return self.last(self.lstm(x)[0][:, -1])


class Transformer(nn.Module):
    """Weights in Keras's order: Dense, query, key, value, output, norm, two Dense, norm, Dense, each with its bias."""

    def __init__(self, w):
        super().__init__()
        features = len(w[1])
        self.into, self.attention = linear(*w[:2]), nn.MultiheadAttention(features, w[2].shape[1], batch_first=True)
        put(self.attention.in_proj_weight, np.concatenate([kernel.reshape(features, -1).T for kernel in w[2:8:2]]))
        put(self.attention.in_proj_bias, np.concatenate([bias.ravel() for bias in w[3:8:2]]))
        put(self.attention.out_proj.weight, w[8].reshape(-1, features).T), put(self.attention.out_proj.bias, w[9])
        self.first, self.wide, self.narrow, self.second, self.last = norm(*w[10:12]), linear(*w[12:14]), linear(*w[14:16]), norm(*w[16:18]), linear(*w[18:])

    def forward(self, x):
        x = self.into(x)
        x = self.first(x + self.attention(x, x, x, need_weights=False)[0])
        x = self.second(x + self.narrow(functional.relu(self.wide(x))))
        return self.last(x.mean(1))


MODELS = {"784-100-10": perceptron, "mnist-convnet": convnet, "lstm": Lstm, "transformer": Transformer}


def step_of(way, model):
    optimizer = torch.optim.Adam(model.parameters(), eps=EPSILON, fused=True)
    loss_of = lambda x, y: functional.cross_entropy(model(x), y)
    if way == "compile":
        loss_of = torch.compile(loss_of)

    def step(x, y):
        optimizer.zero_grad()
        loss = loss_of(x, y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    return step


def train(way, folder, name, batch, epochs):
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    with np.load(folder / "weights.npz") as file:
        model = MODELS[name]([file[key] for key in sorted(file)])
    x, y = torch.from_numpy(np.load(folder / "x.npy")), torch.from_numpy(np.load(folder / "y.npy")).long()
    if x.dim() == 4:
        x = x.permute(0, 3, 1, 2).contiguous()
    step, seconds = step_of(way, model), []
    loss, first_at = [step(x[:batch], y[:batch]).item()], time.time()
    for _ in range(epochs):
        began, total = time.perf_counter(), torch.zeros(())
        for at in range(0, len(x), batch):
            total += step(x[at:at + batch], y[at:at + batch])
        loss.append(total.item() / (len(x) // batch))
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"first_at": first_at, "seconds": seconds, "loss": loss}))


if __name__ == "__main__":
    way, folder, name, *numbers = sys.argv[1:]
    train(way, pathlib.Path(folder), name, *map(int, numbers))
