"""Which addresses does this face answer?"""

urlpatterns: list = []
