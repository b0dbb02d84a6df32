"""Plan quality and time against honest peers on the same model. The verifiers judge every plan, ours and theirs."""
