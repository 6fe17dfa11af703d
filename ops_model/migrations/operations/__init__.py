"""Operations for migrations: what Django has no word for."""
