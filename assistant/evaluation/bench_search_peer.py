"""The peer of the evaluation contract: what people would pick instead, on the same texts, questions and vectors.

LangChain's recursive splitter (1,000 characters, 200 shared), `BM25Retriever` and Chroma through `EnsembleRetriever`.
Needs the extra `bench`. Runs as a process of its own, so that its memory is its own:
`python -m assistant.evaluation.bench_search_peer FOLDER` reads `documents.jsonl` and `questions.json` there.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.bench_search_serving import resident_mb
from assistant.evaluation.bench_search_values import PeerResult, Spread
from knowledge_base import StaticEmbeddings
from knowledge_base.throwaway import RawDocument

EXTRA = "bench"
NEEDED = ("langchain_chroma", "langchain_classic", "langchain_community", "rank_bm25")

FOUND = 10
"""Passages asked of each retriever, as the contract shows at most ten."""

_BATCH = 5000
_DOCUMENTS, _QUESTIONS = "documents.jsonl", "questions.json"


class PeerMissing(Exception):
    """The libraries of the peer are not installed. The message says how to get them."""


def require_peer() -> None:
    """Raises PeerMissing."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise PeerMissing(
            f"The peer needs the extra {EXTRA!r} ({', '.join(missing)} not found). Install it with "
            "`pip install --require-hashes -r requirements-bench.lock`, or measure without: --no-peer"
        )


def measure_peer(
    documents: Iterable[RawDocument], questions: Sequence[str], warm_up: int, folder: Path
) -> PeerResult:
    """Build the peer in an empty folder and ask it; the first `warm_up` questions are not counted. Raises PeerMissing."""
    require_peer()
    with (folder / _DOCUMENTS).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": row.id, "text": row.text}) + "\n" for row in documents)
    (folder / _QUESTIONS).write_text(json.dumps(list(questions)), encoding="utf-8")
    command = [sys.executable, "-m", "assistant.evaluation.bench_search_peer", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return PeerResult(
        documents=told["documents"],
        chunks=told["chunks"],
        build_seconds=round(told["build_seconds"], 1),
        wall=Spread.of(told["wall"][warm_up:]),
        cpu=Spread.of(told["cpu"][warm_up:]),
        resident_mb=told["resident_mb"],
    )


class _SameVectors:
    """Our embeddings in the form LangChain calls."""

    def __init__(self) -> None:
        self._embeddings = StaticEmbeddings()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embeddings.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def _retriever(folder: Path, chunks: list[Any]) -> Any:
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    lexical = BM25Retriever.from_documents(chunks, k=FOUND)
    dense = Chroma(
        embedding_function=_SameVectors(),  # type: ignore[arg-type,unused-ignore]
        persist_directory=str(folder / "chroma"),
        collection_metadata={"hnsw:space": "cosine"},
    )
    for start in range(0, len(chunks), _BATCH):
        dense.add_documents(chunks[start : start + _BATCH])
    return EnsembleRetriever(
        retrievers=[lexical, dense.as_retriever(search_kwargs={"k": FOUND})], weights=[0.5, 0.5]
    )


def main() -> None:
    """Build, ask, tell."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    folder = Path(sys.argv[1])
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    began = time.perf_counter()
    chunks: list[Any] = []
    documents = 0
    with (folder / _DOCUMENTS).open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            documents += 1
            chunks += splitter.create_documents([row["text"]], [{"id": row["id"]}])
    retriever = _retriever(folder, chunks)
    told: dict[str, Any] = {
        "documents": documents,
        "chunks": len(chunks),
        "build_seconds": time.perf_counter() - began,
    }
    wall, cpu = [], []
    for question in json.loads((folder / _QUESTIONS).read_text(encoding="utf-8")):
        start, used = time.perf_counter(), time.process_time()
        retriever.invoke(question)
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    told |= {"wall": wall, "cpu": cpu, "resident_mb": resident_mb()}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
