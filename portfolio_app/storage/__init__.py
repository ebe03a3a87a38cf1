"""The encrypted vault: keys, lock, tables, repositories, history, migrations, evidence, search."""
