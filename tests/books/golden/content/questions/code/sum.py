# region: sum
def total(numbers):
    return sum(numbers)
# endregion
