"""What is shown while no vault is open: choosing, making and unlocking one."""
