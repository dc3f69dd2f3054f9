"""The same weights as a local sentence-transformers model: the reference that tests hold the fast path to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.e5_weights import E5Weights
from index.errors import ModelNotInstalled

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODULES = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))
LINEARS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
# SentencePiece's nmt_nfkc is NFKC plus these two rules. Against the table in the weights file, code point by code
# point, what is left over are 73 letters newer than Unicode 11 and the full-width tilde.
DROPPED = r"[\x{01}-\x{08}\x{0B}\x{0E}-\x{1F}\x{7F}\x{8F}\x{9F}]"
SPACES = r"[\t\n\x{0C}\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"


def reference_tokenizer(weights: E5Weights) -> Tokenizer:
    """The vocabulary as a Hugging Face `Tokenizer`, without truncation. Takes 2 s and 250 MB."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = weights.vocabulary
    scored = list(zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(DROPPED), ""), normalizers.Replace(Regex(SPACES), " "), normalizers.NFKC()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    bos, eos = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)]
    )
    return tokenizer


def as_sentence_transformers_folder(weights: E5Weights, folder: Path) -> Path:
    """Write a folder that `SentenceTransformer(str(folder))` opens offline; returns it. About 560 MB in float32.

    Raises `ModelNotInstalled` without the `models` extra.
    """
    try:
        import torch
        from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    except ImportError as error:
        raise ModelNotInstalled(str(folder), "pip install 'vanban[models]'") from error
    config = BertConfig(
        vocab_size=weights.matrices["emb.word"].shape[0],
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        layer_norm_eps=weights.epsilon,
        pad_token_id=weights.vocabulary.pad,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(array) for name, array in _state_of(weights).items()}
    model.load_state_dict(state, strict=True)
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=reference_tokenizer(weights),
        model_max_length=weights.positions,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
    ).save_pretrained(folder)
    _write_modules(weights, folder)
    return folder


def _state_of(weights: E5Weights) -> dict[str, Any]:
    vectors, matrices = weights.vectors, weights.matrices
    state = {
        "embeddings.word_embeddings.weight": matrices["emb.word"].dense(),
        "embeddings.position_embeddings.weight": vectors["emb.pos"].reshape(weights.positions, -1).copy(),
        "embeddings.token_type_embeddings.weight": vectors["emb.type"].reshape(2, -1).copy(),
        "embeddings.LayerNorm.weight": vectors["emb.ln.w"].copy(),
        "embeddings.LayerNorm.bias": vectors["emb.ln.b"].copy(),
    }
    for layer in range(weights.layers):
        for short, long in LINEARS.items():
            name = f"l{layer}.{short}"
            weight = matrices[f"{name}.w"].dense() if f"{name}.w" in matrices else vectors[f"{name}.w"].copy()
            state[f"encoder.layer.{layer}.{long}.weight"] = weight
            state[f"encoder.layer.{layer}.{long}.bias"] = vectors[f"{name}.b"].copy()
    return state


def _write_modules(weights: E5Weights, folder: Path) -> None:
    modules = [
        {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for index, (kind, path) in enumerate(MODULES)
    ]
    pooling = {"word_embedding_dimension": weights.hidden, "pooling_mode_mean_tokens": True}
    for name, value in (
        ("modules.json", modules),
        ("sentence_bert_config.json", {"max_seq_length": weights.positions, "do_lower_case": False}),
        ("1_Pooling/config.json", pooling),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(value), encoding="utf-8")
    (folder / "2_Normalize").mkdir(exist_ok=True)
